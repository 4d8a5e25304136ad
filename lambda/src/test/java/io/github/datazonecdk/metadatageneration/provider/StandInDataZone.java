package io.github.datazonecdk.metadatageneration.provider;

/** A stand-in. */
public final class StandInDataZone {
    private StandInDataZone() {}
}
