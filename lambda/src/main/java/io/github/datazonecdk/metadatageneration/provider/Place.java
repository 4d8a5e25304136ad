package io.github.datazonecdk.metadatageneration.provider;

import java.util.function.Function;

/**
 * Where the function runs: what stays the same from call to call.
 *
 * @param region the function's own Region, where DataZone is called unless a request names another
 * @param roleArn whom DataZone sees, for messages
 */
record Place(String region, String roleArn, Function<Caller, DataZone> dataZoneOf, Time time) {}
