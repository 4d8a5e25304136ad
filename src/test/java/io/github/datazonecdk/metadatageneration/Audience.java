package io.github.datazonecdk.metadatageneration;

/** Whoever watches the stage. */
interface Audience {
    Audience NONE = (who, what) -> {};

    void see(String who, String what);
}
