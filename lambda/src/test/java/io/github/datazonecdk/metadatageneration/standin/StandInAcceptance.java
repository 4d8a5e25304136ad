package io.github.datazonecdk.metadatageneration.standin;

import java.util.Set;

/**
 * An acceptance of predictions that the stand-in has made.
 *
 * @param domain the asset's domain
 * @param asset the asset
 * @param clientToken the token that it was asked for with
 * @param runs the runs whose predictions were accepted, whoever started them
 * @param revision the asset's revision that came of it
 */
public record StandInAcceptance(String domain, String asset, String clientToken, Set<String> runs, int revision) {}
