package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnWaitConditionHandle;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

class RunWarningsTest {
    private static final String CONFLICT =
            "is a run for the same asset, 5d4kq3x, and neither run depends on the other: "
                    + "Amazon DataZone may refuse the one that starts while the other is active. "
                    + "Let one depend on the other: run.getNode().addDependency(other) "
                    + "[ack: datazone-metadata-generation:conflictingRuns]";
    private static final String ACCEPTANCE = "accepts all predictions for the asset 5d4kq3x, those of this run too, "
            + "though acceptPredictions is not true here: Amazon DataZone does not tell runs apart "
            + "[ack: datazone-metadata-generation:acceptedByAnotherRun]";
    private static final String CLIENT_TOKEN = "has the same clientToken, \"orders-1\": "
            + "Amazon DataZone takes both for one request and starts one run "
            + "[ack: datazone-metadata-generation:sameClientToken]";

    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");

    @Test
    void warnOfTwoRunsForOneAssetOfWhichNeitherWaitsForTheOther() {
        run(stack, "Names").build();
        run(stack, "Descriptions").build();

        assertWarnings("/Stack/Descriptions/Resource: Stack/Names " + CONFLICT);
    }

    @Test
    void sayNothingOfRunsForDifferentAssets() {
        run(stack, "Orders").build();
        run(stack, "Customers")
                .target(MetadataGenerationTarget.asset("8s1vn6p"))
                .build();
        run(stack, "Elsewhere").domainIdentifier("dzd_other").build();

        assertWarnings();
    }

    @Test
    void sayNothingWhereTheLaterRunIsDeclaredFirst() {
        MetadataGenerationRun descriptions = run(stack, "Descriptions").build();
        MetadataGenerationRun names = run(stack, "Names").build();

        descriptions.getNode().addDependency(names);

        assertWarnings();
    }

    @Test
    void sayNothingWhereARunWaitsByWayOfOthers() {
        MetadataGenerationRun names = run(stack, "Names").build();
        MetadataGenerationRun descriptions = run(stack, "Descriptions").build();
        CfnWaitConditionHandle between = new CfnWaitConditionHandle(stack, "Between");

        between.getNode().addDependency(names);
        descriptions.getNode().addDependency(between);

        assertWarnings();
    }

    @Test
    void sayNothingWhereTheConstructsAroundTheRunsDependOnEachOther() {
        Construct first = new Construct(stack, "First");
        Construct second = new Construct(stack, "Second");
        run(first, "Names").build();
        run(second, "Descriptions").build();

        second.getNode().addDependency(first);

        assertWarnings();
    }

    @Test
    void sayNothingWhereARunUsesWhatTheOtherAnswers() {
        MetadataGenerationRun names = run(stack, "Names").build();
        run(stack, "Descriptions").rerunTrigger("after " + names.getRunId()).build();

        assertWarnings();
    }

    @Test
    void nameEachRunThatMayConflictOnce() {
        MetadataGenerationRun first = run(stack, "First").build();
        MetadataGenerationRun second = run(stack, "Second").build();
        run(stack, "Third").build();

        second.getNode().addDependency(first);

        assertWarnings("/Stack/Third/Resource: Stack/First " + CONFLICT);
    }

    @Test
    void warnOfPredictionsThatAnotherRunAccepts() {
        MetadataGenerationRun accepting =
                run(stack, "Accepting").acceptPredictions(true).build();
        MetadataGenerationRun reviewed = run(stack, "Reviewed").build();

        reviewed.getNode().addDependency(accepting);

        assertWarnings("/Stack/Reviewed/Resource: Stack/Accepting " + ACCEPTANCE);
    }

    @Test
    void sayNothingOfAcceptanceWhereBothRunsAccept() {
        MetadataGenerationRun names =
                run(stack, "Names").acceptPredictions(true).build();
        MetadataGenerationRun descriptions =
                run(stack, "Descriptions").acceptPredictions(true).build();

        descriptions.getNode().addDependency(names);

        assertWarnings();
    }

    @Test
    void warnOfTwoRunsWithOneClientToken() {
        run(stack, "Orders").clientToken("orders-1").build();
        run(stack, "Customers")
                .target(MetadataGenerationTarget.asset("8s1vn6p"))
                .clientToken("orders-1")
                .build();

        assertWarnings("/Stack/Customers/Resource: Stack/Orders " + CLIENT_TOKEN);
    }

    @Test
    void sayNothingOfOneClientTokenInTwoRegions() {
        run(stack, "Orders").clientToken("orders-1").region("eu-west-1").build();
        run(stack, "Customers")
                .target(MetadataGenerationTarget.asset("8s1vn6p"))
                .region("us-east-1")
                .clientToken("orders-1")
                .build();

        assertWarnings();
    }

    @Test
    void takeOneParameterForOneAsset() {
        String asset = new CfnParameter(stack, "Asset").getValueAsString();
        run(stack, "Names").target(MetadataGenerationTarget.asset(asset)).build();
        run(stack, "Descriptions").target(MetadataGenerationTarget.asset(asset)).build();
        run(stack, "Imported")
                .target(MetadataGenerationTarget.asset(Fn.importValue("Asset")))
                .build();

        assertEquals(1, warnings().size(), () -> warnings().toString());
    }

    @Test
    void warnOfPropsWithoutEffectWhereARoleIsAssumed() {
        run(stack, "Run")
                .assumedRoleArn("arn:aws:iam::210987654321:role/catalog")
                .domainArn("*")
                .domainKey(Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-west-1:123456789012:key/catalog"))
                .build();

        assertWarnings(
                "/Stack/Run/Resource: domainArn has no effect beside assumedRoleArn: "
                        + "the assumed role needs the permission itself "
                        + "[ack: datazone-metadata-generation:domainArnWithoutEffect]",
                "/Stack/Run/Resource: domainKey has no effect beside assumedRoleArn: "
                        + "the assumed role needs the permission itself "
                        + "[ack: datazone-metadata-generation:domainKeyWithoutEffect]");
    }

    @Test
    void warnOfARegionThatCdkDoesNotKnow() {
        run(stack, "Run").region("eu-wset-1").build();

        assertWarnings("/Stack/Run/Resource: region \"eu-wset-1\" is none that this version of CDK knows: "
                + "it is new, or misspelt [ack: datazone-metadata-generation:unknownRegion]");
    }

    @Test
    void sayNothingOfARegionThatCdkKnowsOrThatIsAToken() {
        run(stack, "Known").region("us-gov-east-1").build();
        run(stack, "Token")
                .target(MetadataGenerationTarget.asset("8s1vn6p"))
                .region(new CfnParameter(stack, "Region").getValueAsString())
                .build();

        assertWarnings();
    }

    @Test
    void areSilencedByTheirIds() {
        run(stack, "Names").build();
        MetadataGenerationRun descriptions = run(stack, "Descriptions").build();

        Annotations.of(descriptions).acknowledgeWarning("datazone-metadata-generation:conflictingRuns");

        assertWarnings();
    }

    @Test
    void areNotRepeatedWhereTheStackIsSynthesizedAgain() {
        run(stack, "Names").build();
        run(stack, "Descriptions").build();

        warnings();

        assertWarnings("/Stack/Descriptions/Resource: Stack/Names " + CONFLICT);
    }

    private void assertWarnings(String... expected) {
        assertEquals(List.of(expected), warnings());
    }

    private List<String> warnings() {
        SynthesizedStack.of(stack);
        return stack.getNode().findAll().stream()
                .flatMap(construct -> construct.getNode().getMetadata().stream()
                        .filter(entry -> entry.getType().equals("aws:cdk:warning"))
                        .map(entry -> "/" + construct.getNode().getPath() + ": " + entry.getData()))
                .toList();
    }
}
