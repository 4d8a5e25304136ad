package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.datazone.CfnDomain;
import software.amazon.awscdk.services.iam.CustomizeRolesOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

/** Where roles are made by somebody else, CDK reports what they must permit. */
class PrecreatedRolesTest {
    private static final String RUN = "datazone:CancelMetadataGenerationRun datazone:GetMetadataGenerationRun "
            + "datazone:ListMetadataGenerationRuns datazone:StartMetadataGenerationRun on ";
    private static final String ACCEPT = "datazone:AcceptPredictions on ";
    private static final String PROVIDER = "Stack/MetadataGenerationProvider/";
    private static final String KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/domain";
    private static final String LITERAL = "arn:(PARTITION):datazone:(REGION):(ACCOUNT):domain/dzd_4p2";

    @TempDir
    private Path folder;

    private App app;

    @BeforeEach
    void makeApp() {
        app = new App(AppProps.builder().outdir(folder.toString()).build());
    }

    @Test
    void areReportedWithWhatRunsNeed() {
        reportRoles();
        Stack stack = stackWithRuns();

        app.synth();

        assertEquals(
                Set.of(
                        RUN + LITERAL,
                        ACCEPT + LITERAL,
                        RUN + "arn:(PARTITION):datazone:(REGION):(ACCOUNT):domain/(Stack/Domain.Id)",
                        "kms:Decrypt kms:GenerateDataKey on " + KEY_ARN,
                        "sts:AssumeRole on arn:aws:iam::210987654321:role/catalog",
                        "logs:CreateLogStream logs:PutLogEvents on (Stack/MetadataGenerationProvider/LogGroup/Resource.Arn)"),
                reported(PROVIDER + "Role"));
        assertEquals(6, statements(PROVIDER + "Role").size(), "a permission is reported twice");
        assertEquals(
                3, SynthesizedStack.of(stack).resources(SynthesizedStack.RUN).size());
    }

    @Test
    void areReportedWithWhatABatchNeeds() {
        Role.customizeRoles(
                app, CustomizeRolesOptions.builder().preventSynthesis(false).build());
        MetadataGenerationBatchTest.batch(new Stack(app, "Stack"), "Catalog").build();

        app.synth();

        Set<String> reported = reported("Stack/MetadataGenerationProvider/Role");
        assertTrue(reported.stream().anyMatch(statement -> statement.startsWith("lambda:InvokeFunction on ")));
        assertTrue(reported.stream().anyMatch(statement -> statement.contains("states:StartExecution")));
        assertTrue(reported.stream().anyMatch(statement -> statement.contains("s3:PutObject")));
    }

    @Test
    void takeThePlaceOfTheProvidersRoles() {
        Role.customizeRoles(
                app,
                CustomizeRolesOptions.builder()
                        .usePrecreatedRoles(Map.of(
                                PROVIDER + "Role",
                                "runs",
                                PROVIDER + "FrameworkOnEventRole",
                                "receives",
                                PROVIDER + "FrameworkCompleteAndTimeoutRole",
                                "waits",
                                PROVIDER + "Framework/waiter-state-machine/Role",
                                "asks"))
                        .build());
        Stack stack = stackWithRuns();

        app.synth();

        assertTrue(reported(PROVIDER + "Role").contains(RUN + LITERAL));
        SynthesizedStack template = SynthesizedStack.of(stack);
        assertEquals(Map.of(), template.resources("AWS::IAM::Role"));
        assertEquals(Map.of(), template.resources(SynthesizedStack.POLICY));
        assertEquals(3, template.resources(SynthesizedStack.RUN).size());
    }

    @Test
    void areReportedWhereTheyArePartOfAnotherStackThanTheProviderAndItsRuns() {
        reportRoles();
        Role role = Role.Builder.create(new Stack(app, "Roles"), "Own")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        MetadataGenerationProvider provider = MetadataGenerationProvider.Builder.create(
                        new Stack(app, "Shared"), "MetadataGenerationProvider")
                .role(role)
                .build();

        run(new Stack(app, "Runs"), "Run").provider(provider).build();
        app.synth();

        assertEquals(
                Set.of(
                        RUN + LITERAL,
                        "logs:CreateLogStream logs:PutLogEvents on (Shared/MetadataGenerationProvider/LogGroup/Resource.Arn)"),
                reported("Roles/Own"));
    }

    @Test
    void areReportedWhereTheyAreImportedWithTheirProvider() {
        reportRoles();
        Stack stack = new Stack(app, "Stack");

        run(stack, "Run")
                .provider(MetadataGenerationProvider.fromProviderAttributes(
                        stack,
                        "Shared",
                        "arn:aws:lambda:eu-west-1:123456789012:function:onEvent",
                        "arn:aws:iam::123456789012:role/runs"))
                .build();
        app.synth();

        assertEquals(Set.of(RUN + LITERAL), reported("Stack/Shared/ImportedRole"));
    }

    private void reportRoles() {
        Role.customizeRoles(
                app, CustomizeRolesOptions.builder().preventSynthesis(false).build());
    }

    private Stack stackWithRuns() {
        Stack stack = new Stack(app, "Stack");
        CfnDomain domain = CfnDomain.Builder.create(stack, "Domain")
                .name("catalog")
                .domainExecutionRole("arn:aws:iam::123456789012:role/domain")
                .build();
        run(stack, "Literal")
                .acceptPredictions(true)
                .domainKey(Key.fromKeyArn(stack, "Key", KEY_ARN))
                .build();
        run(stack, "Token").domainIdentifier(domain.getAttrId()).build();
        run(stack, "Assuming")
                .assumedRoleArn("arn:aws:iam::210987654321:role/catalog")
                .build();
        return stack;
    }

    /** What the role must permit, as CDK reports it. */
    private Set<String> reported(String path) {
        Set<String> reported = new TreeSet<>();
        statements(path).forEach(statement -> {
            JsonNode actions = statement.path("Action");
            String words = actions.isArray()
                    ? actions.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "))
                    : actions.asText();
            reported.add(words + " on " + statement.path("Resource").asText());
        });
        return reported;
    }

    private JsonNode statements(String path) {
        return Json.read(folder.resolve("iam-policy-report.json"))
                .path("roles")
                .valueStream()
                .filter(role -> role.path("roleConstructPath").asText().equals(path))
                .findFirst()
                .orElseThrow()
                .path("identityPolicyStatements");
    }
}
