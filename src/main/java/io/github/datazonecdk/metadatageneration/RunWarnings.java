package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CustomResource;
import software.constructs.IValidation;

/**
 * Warns of props without effect, and of the runs of a stack that get in each other's way. It looks for those when the
 * stack is complete, as dependencies may be added at any time; and it asks CDK only about runs that have something in
 * common, as each question is a call to Node.js.
 */
final class RunWarnings implements IValidation {
    private static final String NAMESPACE = "datazone-metadata-generation:";

    private final List<DeclaredRun> runs = new ArrayList<>();

    void watch(DeclaredRun run) {
        runs.add(run);
    }

    static void warnOfProps(CustomResource resource, MetadataGenerationRunProps props) {
        if (props.getAssumedRoleArn() != null) {
            warnOfNoEffect(resource, "domainArn", props.getDomainArn());
            warnOfNoEffect(resource, "domainKey", props.getDomainKey());
        }
        String region = props.getRegion();
        if (region != null && !Requirement.isToken(region) && Requirement.partition(region) == null) {
            warn(
                    resource,
                    "unknownRegion",
                    "region \"" + region + "\" is none that this version of CDK knows: it is new, or misspelt");
        }
    }

    private static void warnOfNoEffect(CustomResource resource, String prop, Object value) {
        if (value != null) {
            warn(
                    resource,
                    prop + "WithoutEffect",
                    prop + " has no effect beside assumedRoleArn: the assumed role needs the permission itself");
        }
    }

    /** Nothing here is an error. */
    @Override
    public List<String> validate() {
        RunOrder order = new RunOrder();
        for (List<DeclaredRun> ofAsset : sharing(DeclaredRun::asset)) {
            warnOfConflicts(ofAsset, order);
            warnOfAcceptance(ofAsset);
        }
        sharing(DeclaredRun::clientToken).forEach(RunWarnings::warnOfClientToken);
        return List.of();
    }

    private List<List<DeclaredRun>> sharing(Function<DeclaredRun, Object> what) {
        Map<Object, List<DeclaredRun>> sharing = new LinkedHashMap<>();
        runs.forEach(run -> sharing.computeIfAbsent(what.apply(run), absent -> new ArrayList<>())
                .add(run));
        sharing.remove(null);
        return sharing.values().stream().filter(several -> several.size() > 1).toList();
    }

    private static void warnOfAcceptance(List<DeclaredRun> ofAsset) {
        ofAsset.stream()
                .filter(DeclaredRun::accepts)
                .findFirst()
                .ifPresent(accepting -> ofAsset.stream()
                        .filter(run -> !run.accepts())
                        .forEach(run -> warn(
                                run.resource(),
                                "acceptedByAnotherRun",
                                path(accepting) + " accepts all predictions for the asset " + run.assetIdentifier()
                                        + ", those of this run too, though acceptPredictions is not true here: "
                                        + "Amazon DataZone does not tell runs apart")));
    }

    private static void warnOfConflicts(List<DeclaredRun> ofAsset, RunOrder order) {
        for (DeclaredRun run : ofAsset) {
            ofAsset.stream()
                    .takeWhile(earlier -> earlier != run)
                    .filter(earlier -> !order.isKnown(earlier, run))
                    .findFirst()
                    .ifPresent(other -> warn(
                            run.resource(),
                            "conflictingRuns",
                            path(other) + " is a run for the same asset, " + run.assetIdentifier()
                                    + ", and neither run depends on the other: Amazon DataZone may refuse the one that "
                                    + "starts while the other is active. "
                                    + "Let one depend on the other: run.getNode().addDependency(other)"));
        }
    }

    private static void warnOfClientToken(List<DeclaredRun> ofToken) {
        DeclaredRun first = ofToken.get(0);
        ofToken.stream()
                .skip(1)
                .forEach(run -> warn(
                        run.resource(),
                        "sameClientToken",
                        path(first) + " has the same clientToken, \""
                                + run.properties().get("clientToken")
                                + "\": Amazon DataZone takes both for one request and starts one run"));
    }

    /** At the resource, as CDK looks for acknowledgements of a later warning only at the constructs around it. */
    private static void warn(CustomResource resource, String id, String message) {
        Annotations.of(resource).addWarningV2(NAMESPACE + id, message);
    }

    private static String path(DeclaredRun run) {
        return run.construct().getNode().getPath();
    }
}
