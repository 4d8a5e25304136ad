package io.github.datazonecdk.metadatageneration.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.datazone.model.ListMetadataGenerationRunsRequest;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunItem;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationTargetType;

/** The runs of the proof's asset, as DataZone tells them to the person who proves. */
final class AssetRuns {
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELED");
    private static final Duration LISTED_WITHIN = Duration.ofSeconds(30);

    private final DataZoneClient dataZone;
    private final ProofSettings settings;
    private Set<String> earlier;
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private final Object starting = new Object();
    private boolean stopped;

    /**
     * A run in the status in which it was seen last.
     *
     * @param took from its creation until it was first seen ended; null before
     */
    record Sighting(String id, String status, Duration took) {
        boolean hasEnded() {
            return took != null;
        }
    }

    AssetRuns(DataZoneClient dataZone, ProofSettings settings) {
        this.dataZone = dataZone;
        this.settings = settings;
    }

    /**
     * Tells the runs that are there from those that the proof starts.
     *
     * @throws ProofFailure if one of them is active: the stack would adopt it
     */
    void rememberEarlierRuns() {
        List<MetadataGenerationRunItem> there = list(request -> {});
        there.stream()
                .filter(run -> !ENDED.contains(run.statusAsString()))
                .findFirst()
                .ifPresent(AssetRuns::refuse);
        earlier = there.stream().map(MetadataGenerationRunItem::id).collect(Collectors.toSet());
    }

    private static void refuse(MetadataGenerationRunItem active) {
        throw new ProofFailure(
                "Nothing was done: run %s is active for the asset. Wait for it, or cancel it.".formatted(active.id()));
    }

    /** The runs that began after the proof did, in the order in which they were seen. */
    synchronized Collection<Sighting> look() {
        Instant now = Instant.now();
        list(request -> {}).stream()
                .filter(run -> !earlier.contains(run.id()))
                .forEach(run -> sightings.merge(
                        run.id(), sighting(run, now), (before, seen) -> before.hasEnded() ? before : seen));
        return List.copyOf(sightings.values());
    }

    /** How many there are once there are so many, or half a minute later: a list may lag behind. */
    int awaitSeen(int atLeast, Duration interval) {
        Instant end = Instant.now().plus(LISTED_WITHIN);
        int seen = look().size();
        while (seen < atLeast && Instant.now().isBefore(end)) {
            pause(interval);
            seen = look().size();
        }
        return seen;
    }

    private static void pause(Duration interval) {
        try {
            Thread.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run was looked for", e);
        }
    }

    synchronized Collection<Sighting> seenSoFar() {
        return List.copyOf(sightings.values());
    }

    private static Sighting sighting(MetadataGenerationRunItem run, Instant now) {
        boolean ended = ENDED.contains(run.statusAsString());
        Instant began = run.createdAt() == null ? now : run.createdAt();
        return new Sighting(run.id(), run.statusAsString(), ended ? Duration.between(began, now) : null);
    }

    /** All pages, of this asset alone whether the service looks at the filter or not. */
    List<MetadataGenerationRunItem> list(Consumer<ListMetadataGenerationRunsRequest.Builder> filter) {
        ListMetadataGenerationRunsRequest.Builder request = ListMetadataGenerationRunsRequest.builder()
                .domainIdentifier(settings.domain())
                .targetIdentifier(settings.asset())
                .maxResults(50);
        filter.accept(request);
        List<MetadataGenerationRunItem> runs = new ArrayList<>();
        dataZone.listMetadataGenerationRunsPaginator(request.build()).stream()
                .flatMap(page -> page.items().stream())
                .filter(this::isOfAsset)
                .forEach(runs::add);
        return runs;
    }

    boolean isOfAsset(MetadataGenerationRunItem run) {
        return run.target() == null
                || (settings.asset().equals(run.target().identifier())
                        && run.target().type() == MetadataGenerationTargetType.ASSET);
    }

    /** Starts a run as the person who proves; throws where the proof has come to its end. */
    String start(String clientToken, List<String> types) {
        synchronized (starting) {
            if (stopped) {
                throw new IllegalStateException("no run may begin any more");
            }
            return startNow(clientToken, types);
        }
    }

    /** Returns when no start is under way, and none can begin. */
    void stopStarting() {
        synchronized (starting) {
            stopped = true;
        }
    }

    private String startNow(String clientToken, List<String> types) {
        return dataZone.startMetadataGenerationRun(request -> request.domainIdentifier(settings.domain())
                        .owningProjectIdentifier(settings.project())
                        .target(target -> target.identifier(settings.asset())
                                .type(MetadataGenerationTargetType.ASSET)
                                .revision(settings.context().get("assetRevision")))
                        .typesWithStrings(types)
                        .clientToken(clientToken))
                .id();
    }

    String status(String id) {
        return dataZone.getMetadataGenerationRun(
                        request -> request.domainIdentifier(settings.domain()).identifier(id))
                .statusAsString();
    }

    void cancel(String id) {
        dataZone.cancelMetadataGenerationRun(
                request -> request.domainIdentifier(settings.domain()).identifier(id));
    }

    /** Cancels what began after the proof did and is still active; nothing where it has not begun. */
    void cancelActive() {
        if (earlier == null) {
            return;
        }
        for (Sighting run : look()) {
            if (!run.hasEnded()) {
                cancelIfActive(run.id());
            }
        }
    }

    /** False where it cannot be cancelled: it may have ended meanwhile. */
    boolean cancelIfActive(String id) {
        try {
            cancel(id);
            return true;
        } catch (SdkException e) {
            return false;
        }
    }
}
