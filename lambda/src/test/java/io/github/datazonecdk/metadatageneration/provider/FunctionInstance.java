package io.github.datazonecdk.metadatageneration.provider;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The program of a function instance of its own: starts the handler, serves one event, and tells of each connection. */
final class FunctionInstance {
    static final String CONNECTS = "CONNECTS TO ";
    static final String STARTED = "STARTED";
    static final String ANSWERED = "ANSWERED";

    private FunctionInstance() {}

    public static void main(String[] args) throws IOException {
        ProxySelector.setDefault(new Connections());
        MetadataGenerationHandler handler = new MetadataGenerationHandler();
        System.out.println(STARTED);
        byte[] answer = handler.router.answer(System.in, Duration.ofMinutes(10), System.out::println);
        System.out.println(ANSWERED);
        System.out.write(answer);
    }

    /** Is asked before each connection, and knows no proxy. */
    private static final class Connections extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            System.out.println(CONNECTS + uri);
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            System.out.println(e);
        }
    }
}
