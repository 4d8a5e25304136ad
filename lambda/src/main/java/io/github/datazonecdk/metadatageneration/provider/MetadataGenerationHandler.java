package io.github.datazonecdk.metadatageneration.provider;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.datazone.DataZoneClient;

/**
 * Answers the Provider framework's onEvent and isComplete calls: one function for both, so that the second call finds it
 * warm. The framework answers CloudFormation.
 */
public final class MetadataGenerationHandler implements RequestStreamHandler {
    private final Place place;

    /** Creates the handler and its client, once per function instance and while Lambda gives it a full processor. */
    public MetadataGenerationHandler() {
        this(System.getenv("AWS_REGION"), new Clients(System.getenv("AWS_REGION")));
    }

    private MetadataGenerationHandler(String region, Clients clients) {
        this(region, clients::dataZone, Time.SYSTEM);
        DataZone own = place.dataZoneOf().apply(new Caller(region, null, null));
        FirstConnection connection = FirstConnection.open(clients.http(), own::endpoint);
        Priming.prime();
        connection.await();
    }

    MetadataGenerationHandler(String region, Function<Caller, DataZoneClient> clients, Time time) {
        Map<Caller, DataZone> dataZones = new ConcurrentHashMap<>();
        this.place = new Place(
                region,
                Optional.ofNullable(System.getenv("PROVIDER_ROLE_ARN")).orElse("of this function"),
                caller -> dataZones.computeIfAbsent(caller, key -> new DataZone(clients.apply(key))),
                time);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            Instant deadline = place.time().now().plusMillis(context.getRemainingTimeInMillis());
            output.write(answer(input, deadline, context.getLogger()::log).toJson());
        } catch (Failure e) {
            throw e.withLogs(context.getLogGroupName(), context.getAwsRequestId());
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            context.getLogger().log(trace.toString());
            throw new Failure("unexpected " + e + ": a fault of the provider function, please report it")
                    .withLogs(context.getLogGroupName(), context.getAwsRequestId());
        }
    }

    Response answer(InputStream input, Instant deadline, Consumer<String> log) {
        Instant began = place.time().now();
        Event event = Event.read(input);
        String subject = event.subject() + ": ";
        Invocation invocation = new Invocation(event, place, began, deadline, line -> log.accept(subject + line));
        return event.awaited()
                .map(awaited -> IsComplete.answer(invocation, awaited))
                .orElseGet(() -> new OnEvent(invocation).answer());
    }
}
