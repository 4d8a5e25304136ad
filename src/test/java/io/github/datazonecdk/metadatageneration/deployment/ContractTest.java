package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The CloudFormation CLI's contract tests for resource types, by their names, with the function's jar and the Provider
 * framework's own code. A custom resource has neither a read nor a list handler: to read is to compare the attributes
 * with the run as DataZone has it, to list is to look among all of DataZone's runs.
 *
 * <p>Where the contract asks for the failure NotFound, a custom resource has to succeed: CloudFormation sends a Delete
 * again where an answer was lost, and an Update of an id that the framework made up where a Create had failed.
 *
 * <p>Not applicable: contract_create_taggable and contract_update_tag_updatable, as a run has no tags;
 * contract_read_without_create and contract_list_empty, as without a request to create there is nothing to ask;
 * contract_check_asserts_work, which tests the suite's own language. contract_crud_exerciser is what the tests of create
 * and delete are together.
 */
final class ContractTest extends OnStage {
    @Test
    @DisplayName("contract_create_delete")
    void createDelete() {
        CloudFormationAnswer created = stack.create();

        CloudFormationAnswer deleted = stack.delete();

        assertTrue(created.isSuccess(), created::reason);
        assertTrue(deleted.isSuccess(), deleted::reason);
        assertTrue(deleted.data().isEmpty(), "a Delete answers no attributes");
    }

    /** The physical id is the handler's to choose, so nothing exists already but for the same request. */
    @Test
    @DisplayName("contract_create_create")
    void createCreate() {
        List<CloudFormationAnswer> answers = stack.createDeliveredTwice();

        assertEquals(answers.get(0).physicalId(), answers.get(1).physicalId());
        assertEquals(1, dataZone.runs().size());
    }

    @Test
    @DisplayName("contract_create_read")
    void createRead() {
        CloudFormationAnswer created = stack.create();

        assertReads(dataZone.run("run0001"), created);
    }

    @Test
    @DisplayName("contract_create_list")
    void createList() {
        CloudFormationAnswer created = stack.create();

        assertEquals(List.of(created.attribute("RunId")), listed());
    }

    @Test
    @DisplayName("contract_update_read")
    void updateRead() {
        CloudFormationAnswer created = stack.create();

        CloudFormationAnswer updated = stack.update(with("timeout", "600"));

        assertEquals(created.physicalId(), updated.physicalId());
        assertReads(dataZone.run("run0001"), updated);
    }

    @Test
    @DisplayName("contract_update_list")
    void updateList() {
        stack.create();

        CloudFormationAnswer updated = stack.update(with("timeout", "600"));

        assertEquals(List.of(updated.attribute("RunId")), listed());
    }

    /** A registered type must fail; a custom resource answers another id, and CloudFormation deletes the old one. */
    @Test
    @DisplayName("contract_update_create_only_property")
    void updateCreateOnlyProperty() {
        CloudFormationAnswer created = stack.create();

        CloudFormationAnswer updated = stack.update(with("owningProjectIdentifier", "4ky0"));

        assertNotEquals(created.physicalId(), updated.physicalId());
        assertReads(dataZone.run("run0002"), updated);
        assertEquals(created.physicalId(), last().physicalId());
        assertEquals("Delete", last().type());
    }

    /** Formerly contract_update_non_existent_resource. The id is the framework's, where a Create has failed. */
    @Test
    @DisplayName("contract_update_without_create")
    void updateWithoutCreate() {
        CloudFormationAnswer updated = send("Update", "AWSCDK::CustomResourceProviderFramework::CREATE_FAILED");

        assertTrue(updated.isSuccess(), updated::reason);
        assertReads(dataZone.run("run0002"), updated);
    }

    /** What ends with the resource is the run's activity: DataZone keeps the run itself. */
    @Test
    @DisplayName("contract_delete_read")
    void deleteRead() {
        createActive();

        stack.delete();

        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    @DisplayName("contract_delete_list")
    void deleteList() {
        createActive();

        stack.delete();

        assertFalse(dataZone.runs().stream()
                .anyMatch(run -> List.of("SUBMITTED", "IN_PROGRESS").contains(run.status())));
    }

    @Test
    @DisplayName("contract_delete_update")
    void deleteUpdate() {
        createActive();
        stack.delete();

        CloudFormationAnswer updated = stack.update(with("timeout", "600"));

        assertReads(dataZone.run("run0001"), updated);
        assertEquals("CANCELED", updated.attribute("Status"));
        assertEquals(List.of("run0001"), listed());
    }

    @Test
    @DisplayName("contract_delete_delete")
    void deleteDelete() {
        createActive();
        stack.delete();

        CloudFormationAnswer again = stack.delete();

        assertTrue(again.isSuccess(), again::reason);
    }

    @Test
    @DisplayName("contract_delete_create")
    void deleteCreate() {
        CloudFormationAnswer created = stack.create();
        stack.delete();

        CloudFormationAnswer again = stack.create();

        assertNotEquals(created.physicalId(), again.physicalId());
        assertReads(dataZone.run("run0002"), again);
    }

    private static void assertReads(StandInRun run, CloudFormationAnswer answer) {
        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals(run.id(), answer.attribute("RunId"));
        assertEquals(run.status(), answer.attribute("Status"));
        assertEquals(run.domain(), answer.attribute("DomainId"));
        assertEquals(run.project(), answer.attribute("OwningProjectId"));
        assertEquals(String.join(",", run.types()), answer.attribute("Types"));
        assertEquals(run.createdBy(), answer.attribute("CreatedBy"));
        assertEquals(
                run.createdAt().toEpochMilli(),
                Instant.parse(answer.attribute("CreatedAt")).toEpochMilli());
    }

    private void createActive() {
        dataZone.runs(StandInOutcome.neverEnds());
        stack.create(with("waitForCompletion", "false"));
    }

    /** A request of this stack's that the stack itself would not make. */
    private CloudFormationAnswer send(String type, String physicalId) {
        stack.create();
        ObjectNode request = stack.history().get(0).request().deepCopy();
        request.put("RequestType", type).put("PhysicalResourceId", physicalId).put("RequestId", "another");
        request.set("OldResourceProperties", request.path("ResourceProperties"));
        return stage.send(request, 1).get(0);
    }

    private List<String> listed() {
        return dataZone.runs().stream().map(StandInRun::id).toList();
    }
}
