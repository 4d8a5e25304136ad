package io.github.datazonecdk.metadatageneration.standin;

import java.time.Instant;
import java.util.List;

/**
 * A run as it stood when the stand-in was asked.
 *
 * @param id its id
 * @param domain its domain
 * @param project its owning project
 * @param asset its target's identifier
 * @param revision its target's revision, null if none was asked for and none was filled in
 * @param types its types in the order given
 * @param clientToken the token that it was started with, null if it was started by hand
 * @param createdAt when it was started
 * @param createdBy who started it
 * @param status its status
 */
public record StandInRun(
        String id,
        String domain,
        String project,
        String asset,
        String revision,
        List<String> types,
        String clientToken,
        Instant createdAt,
        String createdBy,
        String status) {}
