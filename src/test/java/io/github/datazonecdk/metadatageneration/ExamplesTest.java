package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import io.github.datazonecdk.metadatageneration.examples.CatalogStack;
import io.github.datazonecdk.metadatageneration.examples.CrossAccountStack;
import io.github.datazonecdk.metadatageneration.examples.DomainProjectAndRunStack;
import io.github.datazonecdk.metadatageneration.examples.EveryDeploymentStack;
import io.github.datazonecdk.metadatageneration.examples.FireAndForgetStack;
import io.github.datazonecdk.metadatageneration.examples.ImportedProviderStack;
import io.github.datazonecdk.metadatageneration.examples.ManyAssetsStack;
import io.github.datazonecdk.metadatageneration.examples.MinimalStack;
import io.github.datazonecdk.metadatageneration.examples.PipelineStack;
import io.github.datazonecdk.metadatageneration.examples.SharedProviderStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cxapi.CloudAssembly;

class ExamplesTest {
    private final App app = SynthesizedStack.app();

    @Test
    void minimalHasOneRunThatIsAwaited() {
        JsonNode run = SynthesizedStack.of(new MinimalStack(app, "Minimal")).properties(SynthesizedStack.RUN);

        assertEquals("5d4kq3x", run.path("target").path("identifier").asText());
        assertTrue(run.path("waitForCompletion").isMissingNode(), run::toString);
    }

    @Test
    void manyAssetsDescribesEachAssetAfterNamingIt() {
        SynthesizedStack template = SynthesizedStack.of(new ManyAssetsStack(app, "ManyAssets", List.of("1", "2", "3")));

        Map<String, JsonNode> runs = template.resources(SynthesizedStack.RUN);
        assertEquals(6, runs.size());
        assertEquals(4, template.resources(SynthesizedStack.FUNCTION).size());
        runs.forEach((logicalId, run) -> {
            if (logicalId.startsWith("Descriptions")) {
                String names = "Names" + run.at("/Properties/target/identifier").asText();
                assertTrue(run.path("DependsOn").toString().contains("\"" + names), run::toString);
            }
        });
    }

    @Test
    void aCatalogIsStartedByTheDeploymentByDataSourcesAndEachNight() {
        SynthesizedStack template = SynthesizedStack.of(new CatalogStack(app, "Catalog"));

        assertEquals(
                1, template.resources("Custom::DataZoneMetadataGenerationBatch").size());
        List<JsonNode> targets = template.resources("AWS::Events::Rule").values().stream()
                .map(rule -> rule.at("/Properties/Targets/0/Arn"))
                .distinct()
                .toList();
        assertEquals(List.of(template.properties("AWS::CloudWatch::Alarm").at("/Dimensions/0/Value")), targets);
    }

    @Test
    void domainProjectAndRunComeOneAfterTheOther() {
        SynthesizedStack template = SynthesizedStack.of(new DomainProjectAndRunStack(
                app, "DomainProjectAndRun", "arn:aws:iam::123456789012:role/domain", "5d4kq3x"));

        String domain = only(template.resources("AWS::DataZone::Domain"));
        String project = only(template.resources("AWS::DataZone::Project"));
        String membership = only(template.resources("AWS::DataZone::ProjectMembership"));
        JsonNode run = template.resourceOfType(SynthesizedStack.RUN);
        assertEquals(attribute(domain), run.at("/Properties/domainIdentifier"));
        assertEquals(attribute(project), run.at("/Properties/owningProjectIdentifier"));
        assertTrue(run.path("DependsOn").toString().contains("\"" + membership + "\""), run::toString);
    }

    @Test
    void crossAccountIsPermittedWhatEachWayTakes() {
        String statements = SynthesizedStack.of(new CrossAccountStack(app, "CrossAccount"))
                .resources(SynthesizedStack.POLICY)
                .toString();

        assertTrue(statements.contains("\"arn:aws:iam::210987654321:role/metadata-generation\""), statements);
        assertTrue(
                statements.contains("\"arn:aws:datazone:eu-central-1:210987654321:domain/dzd_6r8t1b3\""), statements);
        assertFalse(statements.contains("dzd_4p2x9k7"), statements);
    }

    @Test
    void everyDeploymentHasARunOfItsOwn() {
        Stack build41 = new EveryDeploymentStack(app, "Build41", "41");
        Stack build42 = new EveryDeploymentStack(app, "Build42", "42");

        assertEquals("41", rerunTrigger(build41));
        assertEquals("42", rerunTrigger(build42));
    }

    @Test
    void pipelinePublishesTheFunctionAndThenDeploysTheRun(@TempDir Path folder) {
        App own = new App(AppProps.builder().outdir(folder.toString()).build());
        new PipelineStack(own, "Pipeline", "arn:aws:codeconnections:eu-west-1:123456789012:connection/example");

        CloudAssembly assembly = own.synth();

        JsonNode stages = Json.read(Path.of(assembly.getStackByName("Pipeline").getTemplateFullPath()))
                .findValue("Stages");
        assertEquals("Assets", stages.path(3).path("Name").asText());
        assertTrue(stages.path(3).toString().contains("MetadataGenerationProvider_Function_Code"), stages::toString);
        assertEquals("Production", stages.path(4).path("Name").asText());
        String catalog = assembly.getNestedAssembly("assembly-Pipeline-Production")
                .getStacks()
                .get(0)
                .getTemplateFullPath();
        assertEquals(
                1,
                new SynthesizedStack(Json.read(Path.of(catalog)))
                        .resources(SynthesizedStack.RUN)
                        .size());
    }

    @Test
    void fireAndForgetWaitsForNothingAndCancelsNothing() {
        SynthesizedStack template = SynthesizedStack.of(new FireAndForgetStack(app, "FireAndForget"));

        JsonNode run = template.properties(SynthesizedStack.RUN);
        assertEquals("false", run.path("waitForCompletion").asText());
        assertEquals("false", run.path("cancelOnDelete").asText());
        assertEquals(1, template.properties("AWS::Events::Rule").at("/Targets").size());
    }

    @Test
    void anImportedProviderIsTheOneThatAnotherAppExports() {
        SynthesizedStack shared = SynthesizedStack.of(new SharedProviderStack(app, "Shared"));
        SynthesizedStack importing =
                SynthesizedStack.of(new ImportedProviderStack(SynthesizedStack.app(), "Importing"));

        JsonNode run = importing.properties(SynthesizedStack.RUN);
        JsonNode exported = exported(shared, run.at("/ServiceToken/Fn::ImportValue"));
        assertTrue(exported.toString().contains("frameworkonEvent"), exported::toString);
        JsonNode policy = importing.properties(SynthesizedStack.POLICY);
        JsonNode role = exported(shared, policy.path("Roles").findValue("Fn::ImportValue"));
        assertTrue(role.toString().contains("MetadataGenerationProviderRole"), role::toString);
        assertEquals(Map.of(), importing.resources(SynthesizedStack.FUNCTION));
    }

    private static JsonNode exported(SynthesizedStack template, JsonNode name) {
        return StreamSupport.stream(template.template().path("Outputs").spliterator(), false)
                .filter(output -> output.at("/Export/Name").equals(name))
                .findFirst()
                .orElseThrow()
                .path("Value");
    }

    private static String rerunTrigger(Stack stack) {
        return SynthesizedStack.of(stack)
                .properties(SynthesizedStack.RUN)
                .at("/rerunTrigger")
                .asText();
    }

    private static String only(Map<String, JsonNode> resources) {
        assertEquals(1, resources.size());
        return resources.keySet().iterator().next();
    }

    private static JsonNode attribute(String logicalId) {
        return Json.parse("{\"Fn::GetAtt\": [\"%s\", \"Id\"]}".formatted(logicalId));
    }
}
