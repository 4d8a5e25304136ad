package io.github.datazonecdk.metadatageneration.stage;

/** Whoever watches the stage. */
public interface Audience {
    Audience NONE = (who, what) -> {};

    void see(String who, String what);
}
