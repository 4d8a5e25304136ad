package io.github.datazonecdk.metadatageneration.provider;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.datazone.DataZoneServiceClientConfiguration;
import software.amazon.awssdk.services.datazone.endpoints.DataZoneEndpointProvider;
import software.amazon.awssdk.services.datazone.model.AcceptPredictionsResponse;
import software.amazon.awssdk.services.datazone.model.AcceptRuleBehavior;
import software.amazon.awssdk.services.datazone.model.GetMetadataGenerationRunResponse;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunItem;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunTarget;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunTypeStat;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationTargetType;
import software.amazon.awssdk.services.datazone.model.StartMetadataGenerationRunRequest;
import software.amazon.awssdk.services.datazone.model.StartMetadataGenerationRunResponse;

/** The one class that calls Amazon DataZone: our terms in, our terms out, and no decision in between. */
@SuppressWarnings("deprecation") // type: the older single form is still sent and answered as such
final class DataZone {
    private final DataZoneClient client;

    DataZone(DataZoneClient client) {
        this.client = client;
    }

    /** Where calls go, as the SDK finds out for each of them. */
    URI endpoint() {
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

    Run start(RunRequest request, String clientToken) {
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

    Run get(String domainIdentifier, String runId) {
        return run(
                client.getMetadataGenerationRun(
                        get -> get.domainIdentifier(domainIdentifier).identifier(runId)),
                runId);
    }

    /** All active runs for the asset, whoever started them. */
    List<Run> active(RunRequest request) {
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

    /** List refuses to look for an id that Start takes: all runs are looked through then. */
    private static String listable(String assetIdentifier) {
        return Properties.ACCEPTED.pattern().matcher(assetIdentifier).matches() ? assetIdentifier : null;
    }

    private static boolean mayBeFor(RunRequest request, Run run) {
        return run.assetIdentifier() == null || run.assetIdentifier().equals(request.assetIdentifier());
    }

    void cancel(String domainIdentifier, String runId) {
        client.cancelMetadataGenerationRun(
                cancel -> cancel.domainIdentifier(domainIdentifier).identifier(runId));
    }

    /** Accepts all predictions for the asset, as the token says just once; returns the asset's revision after it. */
    String accept(RunRequest request, String clientToken) {
        AcceptPredictionsResponse accepted =
                client.acceptPredictions(accept -> accept.domainIdentifier(request.domainIdentifier())
                        .identifier(request.assetIdentifier())
                        .revision(request.assetRevision())
                        .acceptRule(rule -> rule.rule(AcceptRuleBehavior.ALL).threshold(threshold(request)))
                        .clientToken(clientToken));
        return accepted.revision();
    }

    private static Float threshold(RunRequest request) {
        return request.acceptanceThreshold() == null
                ? null
                : request.acceptanceThreshold().floatValue();
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

    /** What an answer leaves out of its newer member may stand in its older one. */
    private static List<String> types(List<String> types, String type) {
        List<String> given = types.stream().filter(Objects::nonNull).toList();
        return given.isEmpty() && type != null ? List.of(type) : given;
    }
}
