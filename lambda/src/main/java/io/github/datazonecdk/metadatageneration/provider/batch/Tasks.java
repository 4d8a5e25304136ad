package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.DOMAIN_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNING_PROJECT_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TIMEOUT;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.contract.Form;
import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What the state machine asks of this function.
 *
 * @param s3 called where a task needs it
 */
public record Tasks(DataZone dataZone, Supplier<S3> s3, Advice advice) {
    private static final Form EXECUTION_NAME = new Form("[\\x21-\\x7E&&[^/]]{1,80}", "the name of an execution");

    /** Answers a task in JSON. */
    public byte[] answer(Map<String, JsonNode> message, Invocation invocation) {
        Properties task = new Properties(message);
        String name = task.oneOf(BatchMessage.WANTED, List.of(BatchMessage.SELECT, BatchMessage.FIND_ACTIVE), null);
        Properties batch = task.object(BatchMessage.BATCH);
        return BatchMessage.SELECT.equals(name)
                ? select(BatchInput.read(batch, timeout(batch)), task, invocation)
                : findActive(run(batch, task.required(BatchMessage.ID, Properties.NOT_BLANK)), invocation);
    }

    /** Null where nobody waits for the execution. */
    private static Duration timeout(Properties batch) {
        return batch.optional(TIMEOUT, Properties.ANY) == null
                ? null
                : batch.seconds(
                        TIMEOUT, TimeLimit.SHORTEST_TIMEOUT, TimeLimit.LONGEST_TIMEOUT, TimeLimit.DEFAULT_TIMEOUT);
    }

    private byte[] select(BatchInput input, Properties task, Invocation invocation) {
        String executionName = task.required(BatchMessage.NAME, EXECUTION_NAME);
        S3 bucket = s3.get();
        Selection selection = new Selector(input, dataZone, bucket, advice, invocation).select();
        write(bucket, input, executionName, selection, invocation);
        log(input, selection, invocation);
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeFieldName(BatchMessage.SEED).writeValue(executionName);
            json.writeFieldName(BatchMessage.BUCKET).writeValue(input.resultsBucket());
            json.writeFieldName(BatchMessage.KEY).writeValue(Selection.itemsKey(executionName));
            selection.writeCounts(json);
            json.writeEndObject();
        });
    }

    private static void log(BatchInput input, Selection selection, Invocation invocation) {
        String counts = selection.assets().size() + " assets to generate for, of " + selection.total() + " selected";
        invocation.log(selection.total() == 0 ? "no asset selected for " + input.subject() + ": check assets" : counts);
    }

    private void write(S3 s3, BatchInput input, String executionName, Selection selection, Invocation invocation) {
        byte[] counts = Json.bytes(json -> {
            json.writeStartObject();
            selection.writeCounts(json);
            json.writeEndObject();
        });
        put(s3, input, Selection.summaryKey(executionName), counts, invocation);
        byte[] items = selection.items(invocation.time().now(), input.startsPerSecond());
        put(s3, input, Selection.itemsKey(executionName), items, invocation);
    }

    private void put(S3 s3, BatchInput input, String key, byte[] content, Invocation invocation) {
        String bucket = input.resultsBucket();
        try {
            invocation.retriesToTheEndOfATask().call(() -> {
                s3.put(bucket, key, content);
                return key;
            });
        } catch (SdkException e) {
            String object = "s3://" + bucket + "/" + key + " of " + input.subject();
            throw S3.failure("PutObject", object, e, "Check the results bucket and its policy", advice);
        }
    }

    private static RunRequest run(Properties batch, String assetIdentifier) {
        return new RunRequest(
                batch.required(DOMAIN_IDENTIFIER, Form.DOMAIN),
                batch.required(OWNING_PROJECT_IDENTIFIER, Form.PROJECT),
                assetIdentifier,
                null,
                null,
                null,
                BatchInput.types(batch));
    }

    /** The run that a start is in conflict with, if it does the same: the machine waits for it instead. */
    private byte[] findActive(RunRequest request, Invocation invocation) {
        String id = active(request, invocation).stream()
                .filter(request::isDoneBy)
                .map(Run::id)
                .findFirst()
                .orElse("");
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeFieldName(BatchMessage.RUN_ID).writeValue(id);
            json.writeEndObject();
        });
    }

    private List<Run> active(RunRequest request, Invocation invocation) {
        try {
            // The machine itself asks again after a refusal.
            return invocation.retriesOfFaults().call(() -> dataZone.active(request));
        } catch (SdkException e) {
            throw ServiceError.failure("ListMetadataGenerationRuns", request.subject(), e, advice.on(e));
        }
    }
}
