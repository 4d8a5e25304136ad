package io.github.datazonecdk.metadatageneration.stage;

import com.sun.net.httpserver.HttpExchange;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One running copy of a function: a process, and the Runtime API that Lambda would show to it alone. */
public final class LambdaInstance implements AutoCloseable {
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final double INIT_PROCESSORS = 1;
    private static final double MEGABYTES_PER_PROCESSOR = 1769;

    private final LambdaDefinition function;
    private final Loopback runtimeApi;
    private final ProcessorQuota quota;
    private final long startedAt;
    private final Process process;
    private final CompletableFuture<Void> exit;
    private final BlockingQueue<Invocation> next = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<LambdaResult> end = new CompletableFuture<>();
    private volatile Invocation current;
    private volatile long readyAt;

    private record Invocation(String id, String payload, Instant deadline, CompletableFuture<LambdaResult> result) {}

    private LambdaInstance(
            LambdaDefinition function,
            ProcessBuilder command,
            ProcessorQuota quota,
            ExecutorService threads,
            Consumer<String> log)
            throws IOException {
        this.function = function;
        this.quota = quota;
        runtimeApi = new Loopback(this::answer, threads);
        command.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi.authority());
        quota.set(INIT_PROCESSORS);
        startedAt = System.nanoTime();
        process = command.command(quota.under(command.command()))
                .redirectErrorStream(true)
                .start();
        threads.execute(() -> copyLog(log));
        exit = process.onExit().thenAccept(this::exited);
    }

    static LambdaInstance start(
            LambdaDefinition function,
            ProcessBuilder command,
            ProcessorQuota quota,
            ExecutorService threads,
            Consumer<String> log) {
        try {
            return new LambdaInstance(function, command, quota, threads, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LambdaResult invoke(String payload) throws InterruptedException {
        Duration timeout = function.timeout();
        Invocation invocation = new Invocation(
                UUID.randomUUID().toString(), payload, Instant.now().plus(timeout), new CompletableFuture<>());
        current = invocation;
        next.put(invocation);
        try {
            return (LambdaResult)
                    CompletableFuture.anyOf(invocation.result(), end).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            return LambdaResult.error(
                    "Sandbox.Timedout",
                    "%s Task timed out after %d.00 seconds".formatted(invocation.id(), timeout.toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return !end.isDone() && process.isAlive();
    }

    /** By {@link System#nanoTime}. */
    public long startedAt() {
        return startedAt;
    }

    /** When the function asked for its first invocation, which ends Lambda's init phase. */
    public long readyAt() {
        return readyAt;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        runtimeApi.close();
        exit.join();
    }

    private void exited(Process exited) {
        quota.close();
        end.complete(LambdaResult.error("Runtime.ExitError", "Runtime exited with status " + exited.exitValue()));
        runtimeApi.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String resource = exchange.getRequestURI().getPath().substring(RUNTIME.length());
        if (resource.equals("invocation/next")) {
            handOver(exchange);
        } else {
            take(resource, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            reply(exchange, 202, "{\"status\":\"OK\"}");
        }
    }

    private void handOver(HttpExchange exchange) throws IOException {
        try {
            endInit();
            Invocation invocation = next.take();
            var headers = exchange.getResponseHeaders();
            headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(invocation.deadline().toEpochMilli()));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", function.arn());
            reply(exchange, 200, invocation.payload());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endInit() {
        if (readyAt == 0) {
            readyAt = System.nanoTime();
            quota.set(function.memorySize() / MEGABYTES_PER_PROCESSOR);
        }
    }

    private void take(String resource, String body) {
        if (resource.equals("init/error")) {
            end.complete(new LambdaResult(body, true));
        } else if (current != null && resource.equals("invocation/" + current.id() + "/response")) {
            current.result().complete(new LambdaResult(body, false));
        } else if (current != null && resource.equals("invocation/" + current.id() + "/error")) {
            current.result().complete(new LambdaResult(body, true));
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        Loopback.reply(exchange, status, "application/json", body);
    }

    private void copyLog(Consumer<String> log) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException e) {
            log.accept("(log cut: " + e.getMessage() + ")");
        }
    }
}
