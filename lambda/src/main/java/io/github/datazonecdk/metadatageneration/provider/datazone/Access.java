package io.github.datazonecdk.metadatageneration.provider.datazone;

/**
 * As whom, and where, DataZone is called.
 *
 * @param roleArn the role to assume; null for the function's own
 * @param externalId what that role's trust policy may ask for; null for nothing
 */
public record Access(String region, String roleArn, String externalId) {}
