package io.github.datazonecdk.metadatageneration;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that do not keep the JVM alive. */
final class Daemons {
    private Daemons() {}

    static ExecutorService asManyAsNeeded(String name) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
