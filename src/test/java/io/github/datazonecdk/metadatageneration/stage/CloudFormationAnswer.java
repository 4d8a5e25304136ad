package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What arrived at the response URL, refused where CloudFormation would not take it or the contract is not kept. */
public record CloudFormationAnswer(boolean isSuccess, String reason, String physicalId, JsonNode data, int bytes) {
    public static final List<String> ATTRIBUTES = List.of(
            "RunId",
            "Status",
            "CreatedAt",
            "CreatedBy",
            "DomainId",
            "OwningProjectId",
            "Type",
            "Types",
            "AssetRevision");

    private static final String BATCH = "Custom::DataZoneMetadataGenerationBatch";
    private static final List<String> ATTRIBUTES_OF_BATCH =
            List.of("ExecutionArn", "Status", "Total", "Started", "Succeeded", "Failed", "Skipped", "ResultsUri");

    private static final int MAX_BYTES = 4096;
    private static final int MAX_ID_BYTES = 1024;

    static CloudFormationAnswer to(JsonNode request, String body) {
        JsonNode json = Json.parse(body);
        CloudFormationAnswer answer = new CloudFormationAnswer(
                json.path("Status").asText().equals("SUCCESS"),
                json.path("Reason").asText(),
                json.path("PhysicalResourceId").asText(),
                json.path("Data"),
                length(body));
        answer.check(request, json);
        return answer;
    }

    public String attribute(String name) {
        return data.path(name).asText();
    }

    /** The attributes that have a value, for people. */
    String attributes() {
        return data.propertyStream()
                .filter(attribute -> !attribute.getValue().asText().isEmpty())
                .map(attribute ->
                        attribute.getKey() + " " + attribute.getValue().asText())
                .collect(Collectors.joining(", "));
    }

    public String reasonsFirstLine() {
        return reason.lines().findFirst().orElse("");
    }

    private void check(JsonNode request, JsonNode json) {
        for (String name : List.of("StackId", "RequestId", "LogicalResourceId")) {
            require(json.path(name).equals(request.path(name)), name + " is " + json.path(name));
        }
        require(isSuccess || json.path("Status").asText().equals("FAILED"), "Status is " + json.path("Status"));
        require(isSuccess || !reason.isBlank(), "a failure needs a Reason");
        require(bytes <= MAX_BYTES, "the answer has " + bytes + " bytes, more than " + MAX_BYTES);
        require(!physicalId.isEmpty() && length(physicalId) <= MAX_ID_BYTES, "PhysicalResourceId is " + physicalId);
        if (request.path("RequestType").asText().equals("Delete")) {
            require(physicalId.equals(request.path("PhysicalResourceId").asText()), "a Delete must keep the id");
        } else if (isSuccess) {
            boolean isBatch = request.path("ResourceType").asText().equals(BATCH);
            (isBatch ? ATTRIBUTES_OF_BATCH : ATTRIBUTES)
                    .forEach(name -> require(data.path(name).isTextual(), "attribute " + name + " is missing"));
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException("CloudFormation cannot take this answer: " + otherwise);
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
