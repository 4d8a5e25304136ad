package io.github.datazonecdk.metadatageneration.stage;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that do not keep the JVM alive. */
public final class Daemons {
    private Daemons() {}

    public static ExecutorService asManyAsNeeded(String name) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
