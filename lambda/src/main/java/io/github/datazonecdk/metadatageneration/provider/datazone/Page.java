package io.github.datazonecdk.metadatageneration.provider.datazone;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextToken null on the last page
 * @param total of all pages; null where DataZone tells none
 */
public record Page<T>(List<T> items, String nextToken, Integer total) {}
