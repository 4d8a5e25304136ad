package io.github.datazonecdk.metadatageneration.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Puts TLS in front of every service that functions are told of, as it is on AWS. */
public final class OverTls implements AutoCloseable {
    private final ThrowawayCertificate certificate;
    private final Path trustStore;
    private final ExecutorService threads;
    private final Map<String, TlsFront> fronts = new HashMap<>();

    public OverTls(ThrowawayCertificate certificate, Path trustStore, ExecutorService threads) {
        this.certificate = certificate;
        this.trustStore = trustStore;
        this.threads = threads;
    }

    /** The same environment of a function, but that each endpoint is a front of the one before. */
    public Map<String, String> environment(Map<String, String> plain) {
        Map<String, String> environment = new HashMap<>(plain);
        environment.replaceAll((name, value) -> name.startsWith("AWS_ENDPOINT_URL_") ? front(value) : value);
        environment.put("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + trustStore);
        return environment;
    }

    @Override
    public void close() {
        fronts.values().forEach(TlsFront::close);
    }

    private String front(String endpoint) {
        return fronts.computeIfAbsent(endpoint, this::open).endpoint().toString();
    }

    private TlsFront open(String endpoint) {
        try {
            return new TlsFront(URI.create(endpoint), certificate, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
