package io.github.datazonecdk.metadatageneration.provider;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * What onEvent tells isComplete, by way of the framework: it passes unknown members of our answer on with each poll.
 * Its presence is also what tells an isComplete call from an onEvent call.
 *
 * @param since when onEvent began: the timeout counts from here
 * @param answered when onEvent answered, which may be minutes later
 * @param course what onEvent did
 * @param acceptanceAsked whether predictions are to be accepted once the run has ended
 * @param attributes the attributes known when onEvent answered
 */
record Awaited(
        Instant since, Instant answered, Course course, boolean acceptanceAsked, Map<String, String> attributes) {
    static final String FIELD = "MetadataGenerationRun";

    private static final Properties.Form MILLISECONDS =
            new Properties.Form("[0-9]{1,15}", "the milliseconds that onEvent has answered");
    private static final Properties.Form COURSE =
            new Properties.Form("STARTED|RESUMED|KEPT", "the course that onEvent has answered");

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
    static Awaited nothing(Instant since) {
        return new Awaited(since, since, Course.KEPT, false, Map.of());
    }

    static Awaited read(Properties answer) {
        return new Awaited(
                instant(answer, "since"),
                instant(answer, "answered"),
                Course.valueOf(answer.required("course", COURSE)),
                answer.flag("acceptanceAsked", false),
                Attributes.read(answer.object("attributes").values()));
    }

    private static Instant instant(Properties answer, String name) {
        return Instant.ofEpochMilli(Long.parseLong(answer.required(name, MILLISECONDS)));
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
        Response.write(json, "attributes", attributes);
        json.writeEndObject();
    }
}
