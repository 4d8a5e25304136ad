package io.github.datazonecdk.metadatageneration.provider;

/**
 * As whom, and where, DataZone is called.
 *
 * @param roleArn the role to assume; null for the function's own
 * @param externalId what that role's trust policy may ask for; null for nothing
 */
record Caller(String region, String roleArn, String externalId) {}
