package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.Topic;

class OutcomesTest {
    private static final String FUNCTION = "MetadataGenerationProviderFunction08F8B3E5";

    private final App app = SynthesizedStack.app();
    private final Stack stack = new Stack(app, "Stack");

    @Test
    void sendsTheEventsOfRunsThatSucceededToTheTarget() {
        Topic topic = new Topic(stack, "Topic");

        run(stack, "Run")
                .build()
                .onSucceeded(
                        "Succeeded",
                        OnEventOptions.builder()
                                .target(new SnsTopic(topic))
                                .ruleName("generated")
                                .description("Metadata was generated")
                                .build());

        JsonNode rule = rule();
        assertEquals(Json.parse("""
                        {"source": ["aws.datazone"], "detail-type": ["Metadata Generation Succeeded"]}
                        """), rule.path("EventPattern"));
        assertEquals(
                stack.resolve(topic.getTopicArn()),
                Map.of(
                        "Ref",
                        rule.path("Targets").path(0).path("Arn").path("Ref").asText()));
        assertEquals("generated", rule.path("Name").asText());
        assertEquals("Metadata was generated", rule.path("Description").asText());
        assertEquals("ENABLED", rule.path("State").asText());
    }

    @Test
    void takesTargetsLater() {
        MetadataGenerationRun run = run(stack, "Run").build();
        Topic topic = new Topic(stack, "Topic");

        for (Rule rule : List.of(run.onSucceeded("Succeeded"), run.onFailed("Failed"))) {
            rule.addTarget(new SnsTopic(topic));
        }

        Map<String, JsonNode> rules = SynthesizedStack.of(stack).resources("AWS::Events::Rule");
        assertEquals(2, rules.size());
        for (JsonNode rule : rules.values()) {
            assertEquals(1, rule.at("/Properties/Targets").size());
        }
        assertEquals(
                Set.of("Metadata Generation Succeeded", "Metadata Generation Failed"),
                rules.values().stream()
                        .map(rule -> rule.at("/Properties/EventPattern/detail-type/0")
                                .asText())
                        .collect(Collectors.toSet()));
    }

    @Test
    void narrowsTheEventsByThePatternGiven() {
        run(stack, "Run")
                .build()
                .onFailed(
                        "Failed",
                        OnEventOptions.builder()
                                .eventPattern(EventPattern.builder()
                                        .detail(Map.of("domainId", List.of("dzd_4p2")))
                                        .build())
                                .build());

        assertEquals(Json.parse("""
                        {
                          "source": ["aws.datazone"],
                          "detail-type": ["Metadata Generation Failed"],
                          "detail": {"domainId": ["dzd_4p2"]}
                        }
                        """), rule().path("EventPattern"));
    }

    @Test
    void putsTheRuleIntoAnotherStackWhereTheOptionsSaySo() {
        Stack other = new Stack(app, "Other");

        run(stack, "Run")
                .build()
                .onSucceeded(
                        "Succeeded",
                        OnEventOptions.builder().crossStackScope(other).build());

        assertEquals(
                1, SynthesizedStack.of(other).resources("AWS::Events::Rule").size());
        assertTrue(SynthesizedStack.of(stack).resources("AWS::Events::Rule").isEmpty());
    }

    @Test
    void countsTheErrorsOfTheFunctionAlone() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);

        provider.metricErrors()
                .createAlarm(
                        stack,
                        "Errors",
                        CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .build());

        JsonNode alarm = SynthesizedStack.of(stack).properties("AWS::CloudWatch::Alarm");
        assertEquals("Errors", alarm.path("MetricName").asText());
        assertEquals("AWS/Lambda", alarm.path("Namespace").asText());
        assertEquals("Sum", alarm.path("Statistic").asText());
        assertEquals(300, alarm.path("Period").asInt());
        assertEquals(
                Json.parse("[{\"Name\": \"FunctionName\", \"Value\": {\"Ref\": \"%s\"}}]".formatted(FUNCTION)),
                alarm.path("Dimensions"));
    }

    @Test
    void countsTheErrorsAsTheOptionsHaveIt() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);

        Alarm.Builder.create(stack, "Errors")
                .metric(provider.metricErrors(
                        MetricOptions.builder().period(Duration.hours(1)).build()))
                .threshold(1)
                .evaluationPeriods(1)
                .build();

        assertEquals(
                3600,
                SynthesizedStack.of(stack)
                        .properties("AWS::CloudWatch::Alarm")
                        .path("Period")
                        .asInt());
    }

    private JsonNode rule() {
        return SynthesizedStack.of(stack).properties("AWS::Events::Rule");
    }
}
