package io.github.datazonecdk.metadatageneration;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the JVM alive. */
final class Daemons {
    private Daemons() {}

    static ExecutorService asManyAsNeeded(String name) {
        return Executors.newCachedThreadPool(named(name));
    }

    static ExecutorService one(String name) {
        return Executors.newSingleThreadExecutor(named(name));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
