package io.github.datazonecdk.metadatageneration.provider;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.datazonecdk.metadatageneration.provider.batch.Batches;
import io.github.datazonecdk.metadatageneration.provider.batch.S3;
import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.provider.run.Runs;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Answers the Provider framework's onEvent and isComplete calls: one function for both, so that the second call finds it
 * warm. The framework answers CloudFormation.
 */
public final class MetadataGenerationHandler implements RequestStreamHandler {
    final Router router;

    /** Creates the handler and its client, once per function instance and while Lambda gives it a full processor. */
    public MetadataGenerationHandler() {
        this(System.getenv("AWS_REGION"), new Clients(System.getenv("AWS_REGION")));
    }

    private MetadataGenerationHandler(String region, Clients clients) {
        this(region, clients::dataZone, clients::stepFunctions, clients::s3, Time.SYSTEM);
        FirstConnection connection =
                FirstConnection.open(clients.http(), router.runs().ownDataZone()::endpoint);
        Priming.prime();
        connection.await();
    }

    MetadataGenerationHandler(
            String region,
            Function<Access, DataZoneClient> dataZone,
            Supplier<SfnClient> stepFunctions,
            Supplier<S3> s3,
            Time time) {
        String roleArn = Optional.ofNullable(System.getenv("PROVIDER_ROLE_ARN")).orElse("of this function");
        Runs runs = new Runs(region, roleArn, dataZone);
        this.router = new Router(runs, new Batches(region, roleArn, runs::ownDataZone, stepFunctions, s3), time);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
            output.write(router.answer(input, left, context.getLogger()::log));
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
}
