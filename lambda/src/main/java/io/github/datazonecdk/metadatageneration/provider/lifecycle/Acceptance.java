package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import software.amazon.awssdk.core.exception.SdkException;

/** The acceptance of what was generated. */
public interface Acceptance {
    /** What is accepted, as a hash of 8 digits that fits into a physical id; the same in every later release. */
    String rule();

    /** Accepts by one call, without retries; returns the asset's revision after it. */
    String accept(String id);

    /** Whether the next poll may try again. */
    boolean mayPass(SdkException error);

    Failure failure(SdkException error);
}
