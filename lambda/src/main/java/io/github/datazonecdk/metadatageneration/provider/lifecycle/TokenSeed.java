package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.provider.text.Hash;

/** What the token of a start is derived from: the same for a request that is delivered twice. */
public record TokenSeed(String stackId, String logicalResourceId, String requestId) {
    /** CloudFormation is known to use a RequestId again, so a dead run's token must have successors: the salt. */
    public String token(String fingerprint, int salt) {
        return Hash.of(stackId, logicalResourceId, requestId, fingerprint, String.valueOf(salt));
    }
}
