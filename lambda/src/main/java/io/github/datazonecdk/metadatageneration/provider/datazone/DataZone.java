package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.contract.Form;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.datazone.DataZoneServiceClientConfiguration;
import software.amazon.awssdk.services.datazone.endpoints.DataZoneEndpointProvider;
import software.amazon.awssdk.services.datazone.model.AcceptRuleBehavior;
import software.amazon.awssdk.services.datazone.model.GetMetadataGenerationRunResponse;
import software.amazon.awssdk.services.datazone.model.InventorySearchScope;
import software.amazon.awssdk.services.datazone.model.ListMetadataGenerationRunsResponse;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunItem;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunTarget;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunTypeStat;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationTargetType;
import software.amazon.awssdk.services.datazone.model.SearchInventoryResultItem;
import software.amazon.awssdk.services.datazone.model.SearchResponse;
import software.amazon.awssdk.services.datazone.model.StartMetadataGenerationRunRequest;
import software.amazon.awssdk.services.datazone.model.StartMetadataGenerationRunResponse;

/** The one class that calls Amazon DataZone: our terms in, our terms out, and no decision in between. */
@SuppressWarnings("deprecation") // type: the older single form is still sent and answered as such
public final class DataZone {
    /** The most that the API answers at a time. */
    private static final int PAGE = 50;

    private final DataZoneClient client;

    public DataZone(DataZoneClient client) {
        this.client = client;
    }

    /** Where calls go, as the SDK finds out for each of them. */
    public URI endpoint() {
        DataZoneServiceClientConfiguration configuration = client.serviceClientConfiguration();
        return configuration
                .endpointOverride()
                .orElseGet(() -> DataZoneEndpointProvider.defaultProvider()
                        .resolveEndpoint(place -> place.region(configuration.region())
                                .useFips(SdkSystemSetting.AWS_USE_FIPS_ENDPOINT
                                        .getBooleanValue()
                                        .orElse(false)))
                        .join()
                        .url());
    }

    public Run start(RunRequest request, String clientToken) {
        StartMetadataGenerationRunRequest.Builder start = StartMetadataGenerationRunRequest.builder()
                .domainIdentifier(request.domainIdentifier())
                .owningProjectIdentifier(request.owningProjectIdentifier())
                .target(target -> target.type(MetadataGenerationTargetType.ASSET)
                        .identifier(request.assetIdentifier())
                        .revision(request.assetRevision()))
                .clientToken(clientToken);
        if (request.type() != null) {
            start.type(request.type());
        } else {
            start.typesWithStrings(request.types());
        }
        StartMetadataGenerationRunResponse started = client.startMetadataGenerationRun(start.build());
        if (started.id() == null) {
            throw SdkClientException.create("StartMetadataGenerationRun answered without a run's id");
        }
        return run(started, request);
    }

    public Run get(String domainIdentifier, String runId) {
        return run(
                client.getMetadataGenerationRun(
                        get -> get.domainIdentifier(domainIdentifier).identifier(runId)),
                runId);
    }

    /** All active runs for the asset, whoever started them. */
    public List<Run> active(RunRequest request) {
        return Stream.of(MetadataGenerationRunStatus.SUBMITTED, MetadataGenerationRunStatus.IN_PROGRESS)
                .flatMap(status -> client
                        .listMetadataGenerationRunsPaginator(list -> list.domainIdentifier(request.domainIdentifier())
                                .targetIdentifier(listable(request.assetIdentifier()))
                                .status(status))
                        .items()
                        .stream())
                .map(DataZone::run)
                .filter(run -> run.id() != null && run.isActive() && mayBeFor(request, run))
                .toList();
    }

    /** List refuses some ids that Start takes. For those, all runs are looked through. */
    private static String listable(String assetIdentifier) {
        return Form.ACCEPTED.matches(assetIdentifier) ? assetIdentifier : null;
    }

    private static boolean mayBeFor(RunRequest request, Run run) {
        return run.assetIdentifier() == null || run.assetIdentifier().equals(request.assetIdentifier());
    }

    /** A page of the runs of a domain that have succeeded, whoever started them. */
    public Page<Run> succeeded(String domainIdentifier, String nextToken) {
        ListMetadataGenerationRunsResponse page =
                client.listMetadataGenerationRuns(list -> list.domainIdentifier(domainIdentifier)
                        .status(MetadataGenerationRunStatus.SUCCEEDED)
                        .maxResults(PAGE)
                        .nextToken(nextToken));
        return new Page<>(page.items().stream().map(DataZone::run).toList(), page.nextToken(), null);
    }

    /**
     * A page of the assets that a project owns.
     *
     * @param text what to search for; null for all
     */
    public Page<Asset> search(String domainIdentifier, String owningProjectIdentifier, String text, String nextToken) {
        SearchResponse page = client.search(search -> search.domainIdentifier(domainIdentifier)
                .owningProjectIdentifier(owningProjectIdentifier)
                .searchScope(InventorySearchScope.ASSET)
                .searchText(text)
                .maxResults(PAGE)
                .nextToken(nextToken));
        List<Asset> assets = page.items().stream()
                .map(SearchInventoryResultItem::assetItem)
                .filter(Objects::nonNull)
                .map(item -> new Asset(item.identifier(), item.name(), item.typeIdentifier(), item.owningProjectId()))
                .toList();
        return new Page<>(assets, page.nextToken(), page.totalMatchCount());
    }

    public void cancel(String domainIdentifier, String runId) {
        client.cancelMetadataGenerationRun(
                cancel -> cancel.domainIdentifier(domainIdentifier).identifier(runId));
    }

    /** Accepts all predictions for the asset, once for each token. Returns the asset's revision after it. */
    public String accept(RunRequest request, BigDecimal threshold, String clientToken) {
        Float least = threshold == null ? null : threshold.floatValue();
        return client.acceptPredictions(accept -> accept.domainIdentifier(request.domainIdentifier())
                        .identifier(request.assetIdentifier())
                        .revision(request.assetRevision())
                        .acceptRule(rule -> rule.rule(AcceptRuleBehavior.ALL).threshold(least))
                        .clientToken(clientToken))
                .revision();
    }

    private static Run run(StartMetadataGenerationRunResponse run, RunRequest request) {
        return new Run(
                run.id(),
                run.domainId(),
                run.owningProjectId(),
                request.assetIdentifier(),
                request.assetRevision(),
                types(run.typesAsStrings(), run.typeAsString()),
                run.statusAsString(),
                run.createdAt(),
                run.createdBy(),
                List.of());
    }

    private static Run run(GetMetadataGenerationRunResponse run, String runId) {
        MetadataGenerationRunTarget target = run.target();
        return new Run(
                runId,
                run.domainId(),
                run.owningProjectId(),
                target == null ? null : target.identifier(),
                target == null ? null : target.revision(),
                types(run.hasTypes() ? run.typesAsStrings() : types(run.typeStats()), run.typeAsString()),
                run.statusAsString(),
                run.createdAt(),
                run.createdBy(),
                errors(run.typeStats()));
    }

    private static Run run(MetadataGenerationRunItem run) {
        MetadataGenerationRunTarget target = run.target();
        return new Run(
                run.id(),
                run.domainId(),
                run.owningProjectId(),
                target == null ? null : target.identifier(),
                target == null ? null : target.revision(),
                types(run.typesAsStrings(), run.typeAsString()),
                run.statusAsString(),
                run.createdAt(),
                run.createdBy(),
                List.of());
    }

    private static List<String> errors(List<MetadataGenerationRunTypeStat> stats) {
        return stats.stream()
                .filter(stat -> stat != null && stat.errorMessage() != null)
                .map(stat -> stat.typeAsString() + ": " + stat.errorMessage())
                .toList();
    }

    private static List<String> types(List<MetadataGenerationRunTypeStat> stats) {
        return stats.stream()
                .filter(Objects::nonNull)
                .map(MetadataGenerationRunTypeStat::typeAsString)
                .toList();
    }

    /** An answer without the newer member may have the older one. */
    private static List<String> types(List<String> types, String type) {
        List<String> given = types.stream().filter(Objects::nonNull).toList();
        return given.isEmpty() && type != null ? List.of(type) : given;
    }
}
