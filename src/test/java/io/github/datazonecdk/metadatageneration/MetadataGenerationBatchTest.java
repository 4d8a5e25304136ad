package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import io.github.datazonecdk.metadatageneration.stepfunctions.RenderedBatch;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;

class MetadataGenerationBatchTest {
    static final String BATCH = "Custom::DataZoneMetadataGenerationBatch";
    private static final String RULE = "AWS::Events::Rule";
    private static final String POLICY_OF_RUNS = "MetadataGenerationProviderPermissionsPolicy883FF5E7";
    private static final String POLICY_OF_BATCH = "CatalogPermissionsPolicy87D7F7B5";
    private static final String MACHINE = "CatalogStateMachineE53FD3D1";
    private static final String RESULTS = "CatalogResults4BE287F2";
    private static final String ROLE = "MetadataGenerationProviderRoleF4522C03";
    private static final String FILE = "218ce1d9f6de63052a3ea1c8890a6b4aaa2e865d6c68c7d09624bbc66d86413c";

    /** Deployed stacks hold it: if it changes, the next deployment of every user starts a batch. */
    private static final String HASH = "91a509420603b465858ae4b1c336344048e387967d2bf9ad43fcef8faf5441da";

    private final App app = SynthesizedStack.appWithFeatureFlags();
    private final Stack stack = new Stack(app, "Stack");

    static MetadataGenerationBatch.Builder batch(Stack stack, String id) {
        return MetadataGenerationBatch.Builder.create(stack, id)
                .domainIdentifier("dzd_4p2")
                .owningProjectIdentifier("3jx9")
                .assets(MetadataGenerationAssets.of(List.of("5d4kq3x", "2v8qn5t")))
                .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS);
    }

    @Test
    void sendsTheFunctionWhatIsDeclaredWithItsDefaults() {
        batch(stack, "Catalog").build();

        assertEquals(Json.parse("""
                        {
                          "ServiceToken": {"Fn::GetAtt": ["MetadataGenerationProviderFrameworkframeworkonEvent82D42E19", "Arn"]},
                          "ServiceTimeout": "2100",
                          "domainIdentifier": "dzd_4p2",
                          "owningProjectIdentifier": "3jx9",
                          "type": "BUSINESS_DESCRIPTIONS",
                          "skipGenerated": true,
                          "maxAssets": 1000,
                          "startsPerSecond": 10,
                          "maxConcurrency": 2000,
                          "toleratedFailurePercentage": 10,
                          "assets": {
                            "bucket": {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"},
                            "key": "FILE.json",
                            "hash": "HASH"
                          },
                          "resultsBucket": {"Ref": "CatalogResults4BE287F2"},
                          "stateMachineArn": {"Ref": "CatalogStateMachineE53FD3D1"}
                        }
                        """.replace("HASH", HASH).replace("FILE", FILE)), properties());
    }

    @Test
    void sendsTheFunctionAllThatCanBeDeclared() {
        batch(stack, "Catalog")
                .assets(MetadataGenerationAssets.ofProject()
                        .withType("amazon.datazone.GlueTableAssetType")
                        .withNamePrefix("sales_"))
                .type(null)
                .types(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS)
                .skipGenerated(false)
                .maxAssets(20_000)
                .startsPerSecond(25)
                .maxConcurrency(5_000)
                .toleratedFailurePercentage(0)
                .waitForCompletion(false)
                .timeout(Duration.minutes(55))
                .acceptPredictions(true)
                .acceptanceThreshold(0.8)
                .cancelOnDelete(false)
                .rerunTrigger("build 7")
                .build();

        ObjectNode properties = (ObjectNode) properties();
        properties.remove(List.of("ServiceToken", "ServiceTimeout", "resultsBucket", "stateMachineArn"));
        assertEquals(Json.parse("""
                        {
                          "domainIdentifier": "dzd_4p2",
                          "owningProjectIdentifier": "3jx9",
                          "types": ["BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"],
                          "skipGenerated": false,
                          "maxAssets": 20000,
                          "startsPerSecond": 25,
                          "maxConcurrency": 5000,
                          "toleratedFailurePercentage": 0,
                          "waitForCompletion": false,
                          "timeout": 3300,
                          "acceptPredictions": true,
                          "acceptanceThreshold": 0.8,
                          "cancelOnDelete": false,
                          "rerunTrigger": "build 7",
                          "assets": {
                            "owner": "PROJECT",
                            "typeIdentifier": "amazon.datazone.GlueTableAssetType",
                            "namePrefix": "sales_"
                          }
                        }
                        """), properties);
    }

    @Test
    void bakesIntoTheStateMachineWhatTheFunctionWouldSay() {
        RenderedBatch rendered = RenderedBatch.of(
                batch -> batch.skipGenerated(false).acceptPredictions(true).acceptanceThreshold(0.8));

        assertEquals(Json.parse("""
                        {
                          "domainIdentifier": "dzd_4p2",
                          "owningProjectIdentifier": "3jx9",
                          "types": ["BUSINESS_DESCRIPTIONS"],
                          "skipGenerated": false,
                          "maxAssets": 1000,
                          "startsPerSecond": 10,
                          "assets": {"bucket": "bucket", "key": "FILE.json", "hash": "HASH"},
                          "resultsBucket": "CatalogResults4BE287F2",
                          "acceptRule": {"Rule": "ALL", "Threshold": 0.8}
                        }
                        """.replace("HASH", HASH).replace("FILE", FILE)), rendered.declared());
    }

    @Test
    void shipsAListWithoutDuplicatesInItsOrder() {
        batch(stack, "Catalog")
                .assets(MetadataGenerationAssets.of(List.of("zebra", "ant", "zebra", "with \"quotes\" and \\")))
                .build();

        String key = properties().path("assets").path("key").asText();
        JsonNode file = Json.read(SynthesizedStack.ASSEMBLY.resolve("asset." + key));
        assertEquals(Json.parse("[\"zebra\", \"ant\", \"with \\\"quotes\\\" and \\\\\"]"), file);
    }

    @Test
    void isTheSameBatchInWhateverOrderItsAssetsAre() {
        stack.getNode().setContext("@aws-cdk/core:assetHashSalt", "another build");
        batch(stack, "Catalog")
                .assets(MetadataGenerationAssets.of(List.of("2v8qn5t", "5d4kq3x", "2v8qn5t")))
                .build();

        assertEquals(
                HASH,
                SynthesizedStack.of(stack)
                        .properties("Custom::DataZoneMetadataGenerationBatch")
                        .at("/assets/hash")
                        .asText());
    }

    @Test
    void keepsTwentyThousandIdsOutOfTheTemplate() {
        batch(new Stack(app, "Warm"), "Catalog").build();
        List<String> ids = IntStream.range(0, 20_000).mapToObj(i -> "asset" + i).toList();
        long begun = System.nanoTime();

        batch(stack, "Catalog")
                .assets(MetadataGenerationAssets.of(ids))
                .maxAssets(20_000)
                .build();

        String template = SynthesizedStack.of(stack).template().toString();
        assertTrue(template.length() < 100_000, template.length() + " characters");
        assertTrue(System.nanoTime() - begun < 10_000_000_000L);
    }

    @Test
    void readsAFileOfABucket() {
        Bucket bucket = new Bucket(stack, "Lists");

        batch(stack, "Catalog")
                .assets(MetadataGenerationAssets.fromBucket(bucket, "sales/assets.json"))
                .build();

        assertEquals(
                Json.parse("{\"bucket\": {\"Ref\": \"Lists6E8B4DAC\"}, \"key\": \"sales/assets.json\"}"
                        .replace("Lists6E8B4DAC", stack.getLogicalId(cfn(bucket)))),
                properties().path("assets"));
        assertTrue(statements(POLICY_OF_BATCH).toString().contains("/sales/assets.json"));
    }

    @Test
    void permitsNothingButWhatTheBatchDoes() {
        batch(stack, "Catalog").build();

        assertEquals(Json.parse("""
                        [
                          {
                            "Action": ["datazone:GetMetadataGenerationRun", "datazone:ListMetadataGenerationRuns",
                              "datazone:StartMetadataGenerationRun"],
                            "Effect": "Allow",
                            "Resource": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":datazone:",
                              {"Ref": "AWS::Region"}, ":", {"Ref": "AWS::AccountId"}, ":domain/dzd_4p2"]]}
                          },
                          {
                            "Action": "lambda:InvokeFunction",
                            "Effect": "Allow",
                            "Resource": {"Fn::GetAtt": ["MetadataGenerationProviderFunction08F8B3E5", "Arn"]}
                          }
                        ]
                        """), statements(POLICY_OF_RUNS));
        assertEquals(
                Json.parse("""
                        [
                          {
                            "Action": ["states:DescribeExecution", "states:DescribeMapRun", "states:ListMapRuns",
                              "states:StartExecution", "states:StopExecution"],
                            "Effect": "Allow",
                            "Resource": [
                              {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":states:", {"Ref": "AWS::Region"}, ":",
                                {"Ref": "AWS::AccountId"}, ":execution:", {"Fn::GetAtt": ["MACHINE", "Name"]}, ":*"]]},
                              {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":states:", {"Ref": "AWS::Region"}, ":",
                                {"Ref": "AWS::AccountId"}, ":mapRun:", {"Fn::GetAtt": ["MACHINE", "Name"]}, "/Generate:*"]]},
                              {"Ref": "MACHINE"}
                            ]
                          },
                          {
                            "Action": ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts",
                              "s3:PutObject"],
                            "Effect": "Allow",
                            "Resource": [
                              {"Fn::Join": ["", [{"Fn::GetAtt": ["RESULTS", "Arn"]}, "/executions/*"]]},
                              {"Fn::Join": ["", [{"Fn::GetAtt": ["RESULTS", "Arn"]}, "/results/*"]]}
                            ]
                          },
                          {
                            "Action": "s3:GetObject",
                            "Effect": "Allow",
                            "Resource": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::",
                              {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}, "/FILE.json"]]}
                          }
                        ]
                        """.replace("MACHINE", MACHINE)
                        .replace("RESULTS", RESULTS)
                        .replace("HASH", HASH)
                        .replace("FILE", FILE)),
                statements(POLICY_OF_BATCH));
    }

    @Test
    void permitsSearchAndAcceptanceOnlyWhereTheyAreNeeded() {
        batch(stack, "Catalog")
                .assets(MetadataGenerationAssets.ofProject())
                .acceptPredictions(true)
                .build();

        List<String> actions = statements(POLICY_OF_RUNS).findValuesAsText("Action");
        assertTrue(actions.contains("datazone:Search"));
        assertTrue(actions.contains("datazone:AcceptPredictions"));
    }

    @Test
    void letsTheRoleOfTheFunctionBeThatOfTheStateMachine() {
        batch(stack, "Catalog").build();

        JsonNode template = SynthesizedStack.of(stack).template().path("Resources");
        assertEquals(
                Json.parse("{\"Fn::GetAtt\": [\"" + ROLE + "\", \"Arn\"]}"),
                template.path(MACHINE).path("Properties").path("RoleArn"));
        assertEquals(
                Json.parse("""
                        {
                          "Action": "sts:AssumeRole",
                          "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
                          "Effect": "Allow",
                          "Principal": {"Service": "states.amazonaws.com"}
                        }
                        """),
                template.path(ROLE)
                        .path("Properties")
                        .path("AssumeRolePolicyDocument")
                        .path("Statement")
                        .path(1));
    }

    @Test
    void trustsStepFunctionsOnceForSeveralBatches() {
        batch(stack, "Catalog").build();
        batch(stack, "Other").build();

        JsonNode statements = SynthesizedStack.of(stack)
                .resource(ROLE)
                .path("Properties")
                .path("AssumeRolePolicyDocument")
                .path("Statement");
        assertEquals(2, statements.size());
    }

    @Test
    void letsARunsStackBe() {
        MetadataGenerationRunTest.run(stack, "Run").build();

        SynthesizedStack synthesized = SynthesizedStack.of(stack);
        assertEquals(
                1,
                synthesized
                        .resource(ROLE)
                        .path("Properties")
                        .path("AssumeRolePolicyDocument")
                        .path("Statement")
                        .size());
        assertFalse(synthesized.template().toString().contains("AWS::S3::Bucket"));
    }

    @Test
    void permitsBeforeItStartsAndUntilItHasStopped() {
        batch(stack, "Catalog")
                .projectMembership(MetadataGenerationMembership.contributor())
                .build();

        SynthesizedStack synthesized = SynthesizedStack.of(stack);
        String membership = synthesized
                .resources("AWS::DataZone::ProjectMembership")
                .keySet()
                .iterator()
                .next();
        assertTrue(dependencies(synthesized, "Catalog742F25FD").contains(POLICY_OF_BATCH));
        assertTrue(dependencies(synthesized, "Catalog742F25FD").contains(membership));
        assertTrue(dependencies(synthesized, MACHINE).containsAll(List.of(POLICY_OF_RUNS, membership)));
    }

    @Test
    void writesNothingAnyMoreWhenTheBucketIsEmptied() {
        batch(stack, "Catalog").build();

        SynthesizedStack synthesized = SynthesizedStack.of(stack);
        String emptying = synthesized
                .resources("Custom::S3AutoDeleteObjects")
                .keySet()
                .iterator()
                .next();
        assertTrue(dependencies(synthesized, "Catalog742F25FD").contains(emptying));
        assertTrue(dependencies(synthesized, POLICY_OF_BATCH).contains(emptying));
    }

    @Test
    void keepsResultsPrivateAndNotForLong() {
        batch(stack, "Catalog").build();

        JsonNode bucket = SynthesizedStack.of(stack).resource(RESULTS);
        assertEquals("Delete", bucket.path("DeletionPolicy").asText());
        assertEquals(Json.parse("""
                        {
                          "BucketEncryption": {"ServerSideEncryptionConfiguration":
                            [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
                          "LifecycleConfiguration": {"Rules": [{"AbortIncompleteMultipartUpload":
                            {"DaysAfterInitiation": 1}, "ExpirationInDays": 30, "Status": "Enabled"}]},
                          "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": true,
                            "IgnorePublicAcls": true, "RestrictPublicBuckets": true},
                          "Tags": [{"Key": "aws-cdk:auto-delete-objects", "Value": "true"}]
                        }
                        """), bucket.path("Properties"));
    }

    @Test
    void writesToABucketAndWithAKeyOfOnesOwn() {
        Bucket own = Bucket.Builder.create(stack, "Own")
                .encryption(BucketEncryption.KMS)
                .encryptionKey(new Key(stack, "Key"))
                .build();

        MetadataGenerationBatch batch =
                batch(stack, "Catalog").resultsBucket(own).build();

        SynthesizedStack synthesized = SynthesizedStack.of(stack);
        assertEquals(own, batch.getResultsBucket());
        assertEquals(1, synthesized.resources("AWS::S3::Bucket").size());
        assertTrue(statements(POLICY_OF_BATCH).toString().contains("\"kms:Decrypt\",\"kms:GenerateDataKey\""));
    }

    @Test
    void rendersTheSameWhateverTheFeatureFlags() {
        batch(stack, "Catalog").build();

        RenderedBatch plain = RenderedBatch.of(batch -> batch);
        assertEquals(plain, RenderedBatch.of(SynthesizedStack.of(stack)));
        assertEquals(
                "results",
                plain.map()
                        .path("ResultWriter")
                        .path("Parameters")
                        .path("Prefix")
                        .asText());
    }

    @Test
    void mayWaitForAnotherBatch() {
        MetadataGenerationBatch first = batch(stack, "First").build();

        batch(stack, "Second").build().getNode().addDependency(first);

        // CDK refuses a template with a cycle.
        assertEquals(2, SynthesizedStack.of(stack).resources(BATCH).size());
    }

    @Test
    void givesTheAttributesOfTheResource() {
        MetadataGenerationBatch batch = batch(stack, "Catalog").build();

        List<String> attributes = Stream.of(
                        batch.getExecutionArn(),
                        batch.getStatus(),
                        batch.getTotal(),
                        batch.getStarted(),
                        batch.getSucceeded(),
                        batch.getFailed(),
                        batch.getSkipped(),
                        batch.getResultsUri())
                .map(token -> ((List<?>) ((Map<?, ?>) stack.resolve(token)).get("Fn::GetAtt"))
                        .get(1)
                        .toString())
                .toList();

        assertEquals(
                List.of("ExecutionArn", "Status", "Total", "Started", "Succeeded", "Failed", "Skipped", "ResultsUri"),
                attributes);
    }

    @Test
    void startsAgainAfterRunsOfDataSources() {
        batch(stack, "Catalog").build().generateAfterDataSourceRuns();

        JsonNode rule = SynthesizedStack.of(stack).resourceOfType(RULE);
        assertEquals(
                Json.parse("{\"source\": [\"aws.datazone\"], \"detail-type\": [\"Data Source Run Succeeded\"]}"),
                rule.path("Properties").path("EventPattern"));
        assertEquals(
                MACHINE,
                rule.path("Properties")
                        .path("Targets")
                        .path(0)
                        .path("Arn")
                        .path("Ref")
                        .asText());
        assertTrue(rule.path("DependsOn").toString().contains(POLICY_OF_BATCH));
    }

    @Test
    void tellsOfItsOwnOutcomesOnly() {
        batch(stack, "Catalog").build().onFailed("Failed");

        assertEquals(
                Json.parse("""
                        {
                          "source": ["aws.states"],
                          "detail-type": ["Step Functions Execution Status Change"],
                          "detail": {"stateMachineArn": [{"Ref": "MACHINE"}], "status": ["FAILED", "TIMED_OUT", "ABORTED"]}
                        }
                        """.replace("MACHINE", MACHINE)),
                SynthesizedStack.of(stack)
                        .resourceOfType(RULE)
                        .path("Properties")
                        .path("EventPattern"));
    }

    @Test
    void tellsThatItHasSucceeded() {
        batch(stack, "Catalog").build().onSucceeded("Succeeded");

        assertEquals(
                Json.parse("[\"SUCCEEDED\"]"),
                SynthesizedStack.of(stack)
                        .resourceOfType(RULE)
                        .path("Properties")
                        .path("EventPattern")
                        .path("detail")
                        .path("status"));
    }

    @Test
    void isServedByAProviderThatIsImportedWithItsFunction() {
        String arn = "arn:aws:lambda:eu-west-1:123456789012:function:";
        IMetadataGenerationProvider provider = MetadataGenerationProvider.fromProviderAttributes(
                stack,
                "Imported",
                MetadataGenerationProviderAttributes.builder()
                        .serviceToken(arn + "token")
                        .functionArn(arn + "worker")
                        .roleArn("arn:aws:iam::123456789012:role/stewards")
                        .build());

        batch(stack, "Catalog").provider(provider).build();

        SynthesizedStack synthesized = SynthesizedStack.of(stack);
        JsonNode machine =
                synthesized.resourceOfType("AWS::StepFunctions::StateMachine").path("Properties");
        assertEquals(
                "arn:aws:iam::123456789012:role/stewards",
                machine.path("RoleArn").asText());
        assertTrue(machine.path("DefinitionString").toString().contains(arn + "worker"));
        assertTrue(synthesized
                .resource(POLICY_OF_BATCH)
                .path("Properties")
                .path("Roles")
                .toString()
                .contains("stewards"));
    }

    @Test
    void knowsNoFunctionOfAProviderThatIsImportedWithoutIt() {
        assertNull(MetadataGenerationProvider.fromProviderAttributes(
                        stack,
                        "Imported",
                        "arn:aws:lambda:eu-west-1:123456789012:function:token",
                        "arn:aws:iam::123456789012:role/stewards")
                .getFunction());
    }

    @Test
    void isRetainedAsItsPropSays() {
        MetadataGenerationBatch batch = batch(stack, "Catalog").build();

        batch.applyRemovalPolicy(RemovalPolicy.RETAIN);

        JsonNode resource = SynthesizedStack.of(stack).resourceOfType(BATCH);
        assertEquals("Retain", resource.path("DeletionPolicy").asText());
        assertFalse(resource.path("Properties").path("cancelOnDelete").asBoolean(true));
    }

    @Test
    void takesNumbersOfParameters() {
        CfnParameter most = new CfnParameter(
                stack, "Most", CfnParameterProps.builder().type("Number").build());

        batch(stack, "Catalog").maxAssets(most.getValueAsNumber()).build();

        SynthesizedStack synthesized = SynthesizedStack.of(stack);
        assertEquals(
                Json.parse("{\"Ref\": \"Most\"}"),
                synthesized.resourceOfType(BATCH).path("Properties").path("maxAssets"));
        String definition = synthesized
                .resource(MACHINE)
                .path("Properties")
                .path("DefinitionString")
                .toString();
        assertTrue(definition.contains("\\\"maxAssets\\\":\",{\"Ref\":\"Most\"},\",\\\""), definition);
    }

    private JsonNode properties() {
        return SynthesizedStack.of(stack).resourceOfType(BATCH).path("Properties");
    }

    private JsonNode statements(String policy) {
        return SynthesizedStack.of(stack)
                .resource(policy)
                .path("Properties")
                .path("PolicyDocument")
                .path("Statement");
    }

    private static List<String> dependencies(SynthesizedStack stack, String logicalId) {
        return Stream.of(stack.resource(logicalId).path("DependsOn"))
                .flatMap(names ->
                        names.isArray() ? IntStream.range(0, names.size()).mapToObj(names::path) : Stream.of(names))
                .map(JsonNode::asText)
                .toList();
    }

    private static CfnElement cfn(Bucket bucket) {
        return (CfnElement) bucket.getNode().getDefaultChild();
    }
}
