package io.github.datazonecdk.metadatageneration.stage;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a stream handler where AWS's runtime interface client cannot: that one holds a native library for Linux. Only
 * the calls and the context are the same.
 */
final class FunctionLauncher {
    private static final String RUNTIME = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private FunctionLauncher() {}

    public static void main(String[] args) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (URLClassLoader loader = new URLClassLoader(classPath(), FunctionLauncher.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            RequestStreamHandler handler = (RequestStreamHandler)
                    loader.loadClass(args[0]).getDeclaredConstructor().newInstance();
            while (true) {
                serve(handler, http);
            }
        }
    }

    /** The task root and the jars in its folder lib. */
    private static URL[] classPath() throws IOException {
        Path taskRoot = Path.of(System.getenv("LAMBDA_TASK_ROOT"));
        List<URL> urls = new ArrayList<>(List.of(taskRoot.toUri().toURL()));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(taskRoot.resolve("lib"), "*.jar")) {
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static void serve(RequestStreamHandler handler, HttpClient http) throws Exception {
        HttpResponse<byte[]> next =
                http.send(request("invocation/next").build(), HttpResponse.BodyHandlers.ofByteArray());
        String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String outcome = "response";
        try {
            handler.handleRequest(new ByteArrayInputStream(next.body()), answer, context(id, next));
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

    private static Context context(String id, HttpResponse<byte[]> next) {
        long deadline = Long.parseLong(
                next.headers().firstValue("Lambda-Runtime-Deadline-Ms").orElseThrow());
        String arn =
                next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn").orElseThrow();
        return new LaunchedContext(id, arn, deadline);
    }

    private record LaunchedContext(String getAwsRequestId, String getInvokedFunctionArn, long deadline)
            implements Context {
        @Override
        public String getLogGroupName() {
            return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
        }

        @Override
        public String getLogStreamName() {
            return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
        }

        @Override
        public String getFunctionName() {
            return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
        }

        @Override
        public String getFunctionVersion() {
            return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) (deadline - System.currentTimeMillis());
        }

        @Override
        public int getMemoryLimitInMB() {
            return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
        }

        @Override
        public LambdaLogger getLogger() {
            return new LaunchedLogger();
        }
    }

    private static final class LaunchedLogger implements LambdaLogger {
        @Override
        public void log(String message) {
            System.out.print(message);
        }

        @Override
        public void log(byte[] message) {
            System.out.writeBytes(message);
        }
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
