package io.github.datazonecdk.metadatageneration;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.stepfunctions.JitterType;
import software.amazon.awscdk.services.stepfunctions.RetryProps;
import software.amazon.awscdk.services.stepfunctions.TaskInput;
import software.amazon.awscdk.services.stepfunctions.tasks.LambdaInvoke;
import software.constructs.Construct;

/** A task of the state machine that the provider's function does. */
final class FunctionTask {
    private static final List<String> LAMBDA_BUSY = List.of(
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException");

    private FunctionTask() {}

    static LambdaInvoke of(
            Construct scope,
            String id,
            IFunction function,
            Map<String, Object> message,
            Map<String, Object> answer,
            String resultPath) {
        LambdaInvoke ask = LambdaInvoke.Builder.create(scope, id)
                .lambdaFunction(function)
                .payload(TaskInput.fromObject(message))
                .resultSelector(answer)
                .resultPath(resultPath)
                .retryOnServiceExceptions(false)
                .build();
        ask.addRetry(RetryProps.builder()
                .errors(LAMBDA_BUSY)
                .interval(Duration.seconds(2))
                .backoffRate(2)
                .maxDelay(Duration.seconds(60))
                .maxAttempts(10)
                .jitterStrategy(JitterType.FULL)
                .build());
        return ask;
    }
}
