package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.MetadataGenerationMembership;
import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Deployments of a stack that enrols its run, with a DataZone that lets nobody in who is not a member. */
final class MembershipDeploymentTest extends OnStage {
    private static final String MEMBERSHIP = "AWS::DataZone::ProjectMembership";

    /** The app. */
    static final class Enrolling {
        private Enrolling() {}

        public static void main(String[] args) {
            App app = new App();
            MetadataGenerationRun.Builder.create(new Stack(app, "Enrolling"), "Orders")
                    .domainIdentifier("dzd_4p2")
                    .owningProjectIdentifier("3jx9")
                    .target(MetadataGenerationTarget.asset("5d4kq3x"))
                    .type(MetadataGenerationType.BUSINESS_NAMES)
                    .waitForCompletion(false)
                    .projectMembership(MetadataGenerationMembership.contributor())
                    .build();
            app.synth();
        }
    }

    @Override
    CloudAssembly synthesize(Path directory) {
        return CloudAssembly.synthesize(Enrolling.class, directory, Map.of());
    }

    @BeforeEach
    void startWithoutMembers() {
        dataZone.runsTake(Duration.ofHours(1), Duration.ofHours(1));
        expel();
    }

    @Test
    void enrolsTheFunctionsRoleBeforeTheRunAndExpelsItAfterTheRunIsCancelled() {
        Template template = stage.template();
        List<String> order = new ArrayList<>(template.inOrderOfCreation());

        order.forEach(this::create);
        Status created = stack.status();
        Collections.reverse(order);
        order.forEach(this::delete);

        assertEquals(Status.CREATE_COMPLETE, created);
        assertEquals("CANCELED", dataZone.run("run0001").status());
        assertTrue(dataZone.calls().stream().allMatch(call -> call.status() == 200), dataZone.calls()::toString);
    }

    @Test
    void enrolsTheVeryRoleThatTheFunctionHas() {
        Template template = stage.template();
        String membership = template.inOrderOfCreation().stream()
                .filter(id -> template.type(id).equals(MEMBERSHIP))
                .findFirst()
                .orElseThrow();

        String member = template.properties(membership)
                .path("Member")
                .path("UserIdentifier")
                .asText();

        assertFalse(member.isEmpty());
        assertEquals(
                template.functions().stream()
                        .filter(LambdaDefinition::isJava)
                        .map(function -> function.environment().get("PROVIDER_ROLE_ARN"))
                        .toList(),
                List.of(member));
    }

    private void create(String logicalId) {
        String type = stage.template().type(logicalId);
        if (type.equals(MEMBERSHIP)) {
            dataZone.faultNoMore();
        } else if (logicalId.equals(stage.template().run())) {
            stack.create();
        }
    }

    private void delete(String logicalId) {
        String type = stage.template().type(logicalId);
        if (type.equals(MEMBERSHIP)) {
            expel();
        } else if (logicalId.equals(stage.template().run())) {
            stack.delete();
        }
    }

    private void expel() {
        for (String operation :
                List.of("StartMetadataGenerationRun", "GetMetadataGenerationRun", "CancelMetadataGenerationRun")) {
            dataZone.faultAlways(operation, StandInFault.accessDenied());
        }
    }
}
