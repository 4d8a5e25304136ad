package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.contract.Form;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * What onEvent hands over to isComplete: the framework passes unknown members of our answer on with each poll. Its
 * presence also tells an isComplete call from an onEvent call.
 *
 * @param since when onEvent began: the timeout counts from here
 * @param answered when onEvent answered, which may be minutes later
 * @param course what onEvent did
 * @param acceptanceAsked whether predictions are to be accepted once the run has ended
 * @param attributes the attributes known when onEvent answered
 */
record Handover(
        Instant since, Instant answered, Course course, boolean acceptanceAsked, Map<String, String> attributes) {
    static final String FIELD = "MetadataGenerationRun";

    private static final Form MILLISECONDS = new Form("[0-9]{1,15}", "the milliseconds that onEvent has answered");
    private static final Form COURSE = new Form("STARTED|RESUMED|KEPT", "the course that onEvent has answered");

    /** What onEvent did about a run. */
    enum Course {
        /** Started or adopted one: its outcome is the request's outcome. */
        STARTED,
        /** Took up the run of an update that had failed. */
        RESUMED,
        /** Kept the run, or went back to an earlier one. */
        KEPT
    }

    /** For a Delete, which waits for nothing. */
    static Handover nothing(Instant since) {
        return new Handover(since, since, Course.KEPT, false, Map.of());
    }

    static Handover read(Properties answer) {
        return new Handover(
                instant(answer, "since"),
                instant(answer, "answered"),
                Course.valueOf(answer.required("course", COURSE)),
                answer.flag("acceptanceAsked", false),
                texts(answer.object("attributes")));
    }

    private static Instant instant(Properties answer, String name) {
        return Instant.ofEpochMilli(Long.parseLong(answer.required(name, MILLISECONDS)));
    }

    private static Map<String, String> texts(Properties attributes) {
        Map<String, String> texts = new LinkedHashMap<>();
        attributes.values().keySet().forEach(name -> texts.put(name, Json.text(attributes.values(), name)));
        return texts;
    }

    boolean started() {
        return course == Course.STARTED;
    }

    void write(JsonWriter json) {
        json.writeFieldName(FIELD).writeStartObject();
        json.writeFieldName("since").writeValue(since.toEpochMilli());
        json.writeFieldName("answered").writeValue(answered.toEpochMilli());
        json.writeFieldName("course").writeValue(course.name());
        json.writeFieldName("acceptanceAsked").writeValue(acceptanceAsked);
        Json.write(json, "attributes", attributes);
        json.writeEndObject();
    }
}
