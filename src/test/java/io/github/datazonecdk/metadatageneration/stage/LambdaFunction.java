package io.github.datazonecdk.metadatageneration.stage;

import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/**
 * A deployed function: started cold by the first call, warm for those that follow. It has one instance, so that calls
 * wait for each other, where those of a batch would go to several instances.
 */
public final class LambdaFunction implements AutoCloseable {
    private final LambdaDefinition definition;
    private final LambdaRuntime runtime;
    private final ExecutorService threads;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile LambdaInstance instance;

    public LambdaFunction(LambdaDefinition definition, LambdaRuntime runtime, ExecutorService threads) {
        this.definition = definition;
        this.runtime = runtime;
        this.threads = threads;
    }

    LambdaDefinition definition() {
        return definition;
    }

    public synchronized LambdaResult invoke(String payload) throws InterruptedException {
        if (instance == null || !instance.isAlive()) {
            instance = runtime.start(definition, threads, log::add);
        }
        return instance.invoke(payload);
    }

    boolean isCold() {
        LambdaInstance running = instance;
        return running == null || !running.isAlive();
    }

    /** All that the function has written since it was deployed. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Makes the next call a cold start. */
    @Override
    public void close() {
        LambdaInstance running = instance;
        if (running != null) {
            instance = null;
            running.close();
        }
    }
}
