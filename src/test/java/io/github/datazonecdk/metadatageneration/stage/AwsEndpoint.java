package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The two calls that the Provider framework makes to AWS, Lambda's Invoke and Step Functions' StartExecution, and the one
 * that our function makes beside those to DataZone: STS's AssumeRole.
 */
public final class AwsEndpoint implements AutoCloseable {
    public static final String ASSUMED_ACCESS_KEY_ID = "ASIAASSUMEDROLEEXAMPLE";

    private static final String FUNCTIONS = "/2015-03-31/functions/";

    private final Services services;
    private final Loopback server;
    private final AtomicBoolean loseInvocation = new AtomicBoolean();
    private final AtomicBoolean refuseExecution = new AtomicBoolean();
    private final List<String> assumptions = new CopyOnWriteArrayList<>();

    public interface Services {
        LambdaResult invoke(String functionArn, String payload) throws InterruptedException;

        void startExecution(String stateMachineArn, String input);
    }

    public AwsEndpoint(Services services, ExecutorService threads) {
        this.services = services;
        server = new Loopback(this::answer, threads);
    }

    public String url() {
        return "http://" + server.authority();
    }

    /** The next Invoke runs the function, but its answer is lost. */
    public void loseNextInvocation() {
        loseInvocation.set(true);
    }

    public void refuseNextExecution() {
        refuseExecution.set(true);
    }

    /** The bodies of all calls of AssumeRole. */
    public List<String> assumptions() {
        return List.copyOf(assumptions);
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (path.startsWith(FUNCTIONS)) {
                invoke(exchange, path.substring(FUNCTIONS.length(), path.lastIndexOf('/')), body);
            } else if (body.contains("Action=AssumeRole&")) {
                assumeRole(exchange, body);
            } else {
                startExecution(exchange, Json.parse(body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            reply(exchange, 500, e.toString());
        }
    }

    private void invoke(HttpExchange exchange, String arn, String payload) throws IOException, InterruptedException {
        LambdaResult result = services.invoke(arn, payload);
        if (loseInvocation.getAndSet(false)) {
            reply(exchange, 500, "the answer is lost");
            return;
        }
        if (result.isError()) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        }
        reply(exchange, 200, result.payload());
    }

    private void startExecution(HttpExchange exchange, JsonNode request) throws IOException {
        if (refuseExecution.getAndSet(false)) {
            reply(exchange, 400, "{\"__type\":\"ExecutionLimitExceeded\"}");
            return;
        }
        String arn = request.path("stateMachineArn").asText();
        services.startExecution(arn, request.path("input").asText());
        reply(exchange, 200, Json.object().put("executionArn", arn + ":1").toString());
    }

    private void assumeRole(HttpExchange exchange, String body) throws IOException {
        assumptions.add(body);
        Loopback.reply(exchange, 200, "text/xml", """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>assumedSecretAccessKeyThatOpensNothing</SecretAccessKey>
                      <SessionToken>assumedSessionTokenThatOpensNothing</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                </AssumeRoleResponse>
                """.formatted(
                        ASSUMED_ACCESS_KEY_ID, Instant.now().plus(Duration.ofHours(1))));
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        Loopback.reply(exchange, status, "application/json", body);
    }
}
