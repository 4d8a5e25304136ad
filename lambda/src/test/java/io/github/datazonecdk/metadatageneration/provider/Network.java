package io.github.datazonecdk.metadatageneration.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What lies between a client and a server: carries bytes both ways, and breaks connections where it is told to. */
final class Network implements AutoCloseable {
    private final URI server;
    private final ServerSocket entrance;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int connections;

    Network(URI server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    int connections() {
        return connections;
    }

    /** Takes the next connections and closes them at once. */
    void closeNext(int times) {
        refused.set(times);
    }

    /** Ends idle connections as servers do: in order. */
    void closeAll() {
        open.forEach(Network::close);
    }

    /** Ends idle connections as network devices do: whoever goes on using one is told that there is none. */
    void resetAll() throws IOException {
        for (Socket socket : open) {
            // All before the first is closed: its other half is closed with it.
            socket.setSoLinger(true, 0);
        }
        closeAll();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        closeAll();
        threads.shutdownNow();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                carry(entrance.accept());
            } catch (IOException e) {
                // Closed; or the server is not there, which the client finds out.
            }
        }
    }

    private void carry(Socket client) throws IOException {
        connections++;
        if (refused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            client.close();
            return;
        }
        Socket service = new Socket(server.getHost(), server.getPort());
        open.addAll(List.of(client, service));
        threads.execute(() -> carry(client, service));
        threads.execute(() -> carry(service, client));
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Broken, which the other end is to see.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
