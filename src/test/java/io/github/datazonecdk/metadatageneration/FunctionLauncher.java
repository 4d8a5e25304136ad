package io.github.datazonecdk.metadatageneration;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runs a stream handler where AWS's runtime interface client cannot: that one holds a native library for Linux. Only
 * the calls are the same; there is no context and no logger.
 */
final class FunctionLauncher {
    private static final String RUNTIME = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private FunctionLauncher() {}

    public static void main(String[] args) throws Exception {
        URL[] taskRoot = {Path.of(System.getenv("LAMBDA_TASK_ROOT")).toUri().toURL()};
        HttpClient http = HttpClient.newHttpClient();
        try (URLClassLoader loader = new URLClassLoader(taskRoot, FunctionLauncher.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            RequestStreamHandler handler = (RequestStreamHandler)
                    loader.loadClass(args[0]).getDeclaredConstructor().newInstance();
            while (true) {
                serve(handler, http);
            }
        }
    }

    private static void serve(RequestStreamHandler handler, HttpClient http) throws Exception {
        HttpResponse<byte[]> next =
                http.send(request("invocation/next").build(), HttpResponse.BodyHandlers.ofByteArray());
        String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String outcome = "response";
        try {
            handler.handleRequest(new ByteArrayInputStream(next.body()), answer, null);
        } catch (Exception e) {
            outcome = "error";
            answer.reset();
            answer.write(error(e).getBytes(StandardCharsets.UTF_8));
        }
        http.send(
                request("invocation/" + id + "/" + outcome)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(answer.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(String resource) {
        return HttpRequest.newBuilder(URI.create(RUNTIME + resource));
    }

    private static String error(Exception e) {
        return "{\"errorMessage\":" + quoted(String.valueOf(e.getMessage())) + ",\"errorType\":"
                + quoted(e.getClass().getName()) + ",\"stackTrace\":[]}";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : (char) c));
        return json.append('"').toString();
    }
}
