package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.constructs.IValidation;

/**
 * Warns of the runs of a stack that get in each other's way. It looks for them when the stack is complete, as
 * dependencies may be added at any time; and it asks CDK only about runs that have something in common, as each question
 * is a call to Node.js.
 */
final class ConflictingRuns implements IValidation {
    private final List<RunResource> runs = new ArrayList<>();

    void add(RunResource run) {
        runs.add(run);
    }

    /** Warns, and returns no errors. */
    @Override
    public List<String> validate() {
        DeploymentOrder order = new DeploymentOrder();
        for (List<RunResource> ofAsset : sharing(RunResource::asset)) {
            warnOfConflicts(ofAsset, order);
            warnOfAcceptance(ofAsset);
        }
        sharing(RunResource::clientTokenInRegion).forEach(ConflictingRuns::warnOfClientToken);
        return List.of();
    }

    private List<List<RunResource>> sharing(Function<RunResource, Object> what) {
        Map<Object, List<RunResource>> sharing = new LinkedHashMap<>();
        runs.forEach(run -> sharing.computeIfAbsent(what.apply(run), absent -> new ArrayList<>())
                .add(run));
        sharing.remove(null);
        return sharing.values().stream().filter(several -> several.size() > 1).toList();
    }

    private static void warnOfAcceptance(List<RunResource> ofAsset) {
        ofAsset.stream()
                .filter(RunResource::accepts)
                .findFirst()
                .ifPresent(accepting -> ofAsset.stream()
                        .filter(run -> !run.accepts())
                        .forEach(run -> RunWarnings.warn(
                                run.resource(),
                                "acceptedByAnotherRun",
                                accepting.path() + " accepts all predictions for the asset " + run.assetIdentifier()
                                        + ", those of this run too, though acceptPredictions is not true here: "
                                        + "Amazon DataZone does not tell runs apart")));
    }

    private static void warnOfConflicts(List<RunResource> ofAsset, DeploymentOrder order) {
        for (RunResource run : ofAsset) {
            ofAsset.stream()
                    .takeWhile(earlier -> earlier != run)
                    .filter(earlier -> !order.isKnown(earlier, run))
                    .findFirst()
                    .ifPresent(other -> RunWarnings.warn(
                            run.resource(),
                            "conflictingRuns",
                            other.path() + " is a run for the same asset, " + run.assetIdentifier()
                                    + ", and neither run depends on the other: Amazon DataZone may refuse the one that "
                                    + "starts while the other is active. "
                                    + "Let one depend on the other: run.getNode().addDependency(other)"));
        }
    }

    private static void warnOfClientToken(List<RunResource> ofToken) {
        RunResource first = ofToken.get(0);
        ofToken.stream()
                .skip(1)
                .forEach(run -> RunWarnings.warn(
                        run.resource(),
                        "sameClientToken",
                        first.path() + " has the same clientToken, \""
                                + run.clientToken()
                                + "\": Amazon DataZone takes both for one request and starts one run"));
    }
}
