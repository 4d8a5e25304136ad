package io.github.datazonecdk.metadatageneration.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each constraint of the API's service model, of which {@code datazone-2018-05-10.json} is an excerpt. */
class StandInConstraintsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode MODEL = model();
    private static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=AKID/20260301/eu-west-1/datazone/aws4_request, SignedHeaders=host, Signature=00";
    private static final List<String> ODD_TEXTS = List.of("no spaces", "", "é", "dzd4p2", "dzd_" + "x".repeat(37));

    @AutoClose
    private final StandInDataZone dataZone = new StandInDataZone();

    /** A value that is not allowed, and the place where it is wrong. */
    private record Wrong(String place, JsonNode value) {}

    private static JsonNode model() {
        try (InputStream excerpt = StandInConstraintsTest.class.getResourceAsStream("datazone-2018-05-10.json")) {
            return JSON.readTree(excerpt);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> allowed() {
        return MODEL.propertyStream()
                .map(operation -> Arguments.of(
                        operation.getKey(), valid(operation.getValue().get("input"))));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void takesWhatTheModelAllows(String operation, ObjectNode input) {
        if (input.has("types")) {
            input.remove("type"); // There can be one of them.
        }

        StandInDataZone.Answer answer = send(operation, input);

        assertNotEquals("ValidationException", answer.error(), answer::message);
    }

    static Stream<Arguments> notAllowed() {
        return MODEL.propertyStream()
                .flatMap(operation -> wrong(operation.getValue().get("input"), "").stream()
                        .filter(wrong -> wrong.value().isObject())
                        .map(wrong -> Arguments.of(operation.getKey(), wrong.place(), wrong.value())));
    }

    @ParameterizedTest
    @MethodSource("notAllowed")
    void refusesWhatTheModelDoesNotAllow(String operation, String place, ObjectNode input) {
        StandInDataZone.Answer answer = send(operation, input);

        assertEquals("ValidationException", answer.error(), () -> "takes " + input);
        assertTrue(answer.message().contains("'" + place + "'"), answer::message);
        assertEquals(List.of(), dataZone.runs());
    }

    private StandInDataZone.Answer send(String operation, ObjectNode input) {
        JsonNode members = MODEL.at("/" + operation + "/input/members");
        String uri = MODEL.get(operation).get("requestUri").textValue();
        List<String> query = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> member : input.properties()) {
            String encoded = URLEncoder.encode(member.getValue().asText(), StandardCharsets.UTF_8);
            switch (members.path(member.getKey()).path("location").asText()) {
                case "uri" -> uri = uri.replace("{" + member.getKey() + "}", encoded);
                case "querystring" -> query.add(member.getKey() + "=" + encoded);
                default -> body.set(member.getKey(), member.getValue());
            }
        }
        return dataZone.answer(
                MODEL.get(operation).get("method").textValue(),
                URI.create(query.isEmpty() ? uri : uri + "?" + String.join("&", query)),
                SIGNATURE,
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With every member. */
    private static JsonNode valid(JsonNode shape) {
        return switch (shape.get("type").textValue()) {
            case "structure" -> {
                ObjectNode structure = JSON.createObjectNode();
                shape.get("members")
                        .properties()
                        .forEach(member -> structure.set(member.getKey(), valid(member.getValue())));
                yield structure;
            }
            case "list" -> items(valid(shape.get("member")));
            case "string" ->
                text(Stream.concat(values(shape), Stream.of("1", "dzd_4p2"))
                        .filter(text -> isAllowed(shape, text))
                        .findFirst()
                        .orElseThrow());
            default -> JSON.valueToTree(1);
        };
    }

    /** One for each way in which a value can be wrong, at this place or further inside. */
    private static List<Wrong> wrong(JsonNode shape, String place) {
        List<Wrong> wrong = new ArrayList<>();
        Consumer<JsonNode> here = value -> wrong.add(new Wrong(place, value));
        switch (shape.get("type").textValue()) {
            case "structure" -> {
                here.accept(text("none"));
                wrong.add(new Wrong(inside(place, "odd"), with(shape, "odd", text("1"))));
                shape.get("members").properties().forEach(member -> wrong.addAll(wrong(shape, member, place)));
            }
            case "list" -> {
                JsonNode item = shape.get("member");
                here.accept(text("none"));
                if (shape.has("max")) {
                    here.accept(items());
                    here.accept(items(Collections.nCopies(shape.get("max").intValue() + 1, valid(item))
                            .toArray(JsonNode[]::new)));
                }
                wrong(item, place).forEach(each -> wrong.add(new Wrong(each.place(), items(each.value()))));
            }
            case "string" -> {
                if (!shape.has("location")) {
                    here.accept(JSON.valueToTree(7));
                }
                Stream.concat(
                                ODD_TEXTS.stream(),
                                Stream.of("x".repeat(shape.path("max").asInt() + 1)))
                        .filter(text -> !isAllowed(shape, text) && !(text.isEmpty() && isInPath(shape)))
                        .forEach(text -> here.accept(text(text)));
            }
            default -> {
                here.accept(text("many"));
                if (shape.has("max")) {
                    here.accept(JSON.valueToTree(shape.get("min").intValue() - 1));
                    here.accept(JSON.valueToTree(shape.get("max").intValue() + 1));
                }
            }
        }
        return wrong;
    }

    private static List<Wrong> wrong(JsonNode structure, Map.Entry<String, JsonNode> member, String place) {
        String name = member.getKey();
        List<Wrong> wrong = new ArrayList<>();
        wrong(member.getValue(), inside(place, name))
                .forEach(each -> wrong.add(new Wrong(each.place(), with(structure, name, each.value()))));
        if (structure.get("required").toString().contains('"' + name + '"') && !isInPath(member.getValue())) {
            wrong.add(new Wrong(inside(place, name), with(structure, name, JSON.nullNode())));
        }
        return wrong;
    }

    private static boolean isAllowed(JsonNode shape, String text) {
        return text.length() >= shape.path("min").asInt()
                && text.length() <= shape.path("max").asInt(Integer.MAX_VALUE)
                && text.matches(shape.path("pattern").asText("(?s).*"))
                && (!shape.has("enum") || values(shape).anyMatch(text::equals));
    }

    private static boolean isInPath(JsonNode shape) {
        return shape.path("location").asText().equals("uri");
    }

    private static Stream<String> values(JsonNode shape) {
        return StreamSupport.stream(shape.path("enum").spliterator(), false).map(JsonNode::textValue);
    }

    private static JsonNode with(JsonNode shape, String name, JsonNode value) {
        return ((ObjectNode) valid(shape)).set(name, value);
    }

    private static String inside(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static JsonNode text(String text) {
        return JSON.valueToTree(text);
    }

    private static JsonNode items(JsonNode... items) {
        return JSON.createArrayNode().addAll(List.of(items));
    }
}
