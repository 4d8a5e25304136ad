package io.github.datazonecdk.metadatageneration.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Stands in for AWS STS's endpoint on this machine, as the SDK finds it: AssumeRole alone. */
public final class StandInSts implements AutoCloseable {
    public static final String ACCESS_KEY = "ASIASTEWARD";

    private static final String ENDPOINT = "aws.endpointUrlSts";
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]+)/sts/");

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private int faults;
    private Answer fault;

    public record Call(String accessKeyId, String region, Map<String, String> parameters) {}

    private record Answer(int status, String body) {}

    public StandInSts() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
        InetSocketAddress address = server.getAddress();
        System.setProperty(ENDPOINT, "http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        System.clearProperty(ENDPOINT);
        server.stop(0);
    }

    /** Denies the next calls. */
    public void refuse(int times) {
        fault(
                times,
                403,
                error(
                        "AccessDenied",
                        "User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: sts:AssumeRole"
                                + " on resource: arn:aws:iam::210987654321:role/Steward"));
    }

    /** Answers the next calls with this. */
    public synchronized void fault(int times, int status, String body) {
        fault = new Answer(status, body);
        faults = times;
    }

    public static String error(String code, String message) {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
                + code + "</Code><Message>" + message
                + "</Message></Error><RequestId>sts-1</RequestId></ErrorResponse>";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(call(exchange));
            Answer answer = next();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Call call(HttpExchange exchange) throws IOException {
        Matcher credential = CREDENTIAL.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return credential.find()
                ? new Call(credential.group(1), credential.group(2), parameters(form))
                : new Call("", "", parameters(form));
    }

    private static Map<String, String> parameters(String form) {
        return Arrays.stream(form.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    private synchronized Answer next() {
        return faults-- > 0 ? fault : new Answer(200, credentials());
    }

    /** They end so soon that each call asks anew. */
    private static String credentials() {
        return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                + "<AccessKeyId>" + ACCESS_KEY + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
                + "<SessionToken>token</SessionToken><Expiration>"
                + Instant.now().plusSeconds(10)
                + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    }
}
