package io.github.datazonecdk.metadatageneration;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** Puts CDK's Provider framework around a function: it answers CloudFormation, and waits until a run has ended. */
final class ProviderFramework {
    private final Construct scope;
    private final IFunction function;
    private final ILogGroup logGroup;

    private ProviderFramework(Construct scope, IFunction function, ILogGroup logGroup) {
        this.scope = scope;
        this.function = function;
        this.logGroup = logGroup;
    }

    static Provider of(
            Construct scope,
            IFunction function,
            ILogGroup logGroup,
            MetadataGenerationProviderProps props,
            Polling polling) {
        return new ProviderFramework(scope, function, logGroup).provider(props, polling);
    }

    private Provider provider(MetadataGenerationProviderProps props, Polling polling) {
        Role onEvent = props.getFrameworkOnEventRole() == null ? role("FrameworkOnEventRole") : null;
        Role waiting =
                props.getFrameworkCompleteAndTimeoutRole() == null ? role("FrameworkCompleteAndTimeoutRole") : null;
        Provider provider = Provider.Builder.create(scope, "Framework")
                .onEventHandler(function)
                .isCompleteHandler(function)
                .queryInterval(polling.interval())
                .totalTimeout(polling.total())
                .frameworkOnEventRole(
                        onEvent == null ? props.getFrameworkOnEventRole() : onEvent.withoutPolicyUpdates())
                .frameworkCompleteAndTimeoutRole(
                        waiting == null ? props.getFrameworkCompleteAndTimeoutRole() : waiting.withoutPolicyUpdates())
                // Their logs would hold the presigned URL of the answer to CloudFormation.
                .frameworkLambdaLoggingLevel(ApplicationLogLevel.FATAL)
                .disableWaiterStateMachineLogging(true)
                .providerFunctionEnvEncryption(props.getEnvironmentEncryption())
                .logGroup(logGroup)
                .build();
        giveMemory(provider, Optional.ofNullable(props.getFrameworkMemorySize()).orElse(512));
        if (onEvent != null) {
            permit(onEvent, List.of("states:StartExecution"), waiter(provider).getRef());
        }
        return provider;
    }

    /** CDK's own roles could write to every log group of the account, and call every version of the function. */
    private Role role(String id) {
        Role role = Role.Builder.create(scope, id)
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("Passes on what CloudFormation asks of metadata generation runs")
                .build();
        logGroup.grantWrite(role);
        permit(role, List.of("lambda:GetFunction", "lambda:InvokeFunction"), function.getFunctionArn());
        return role;
    }

    private static void permit(Role role, List<String> actions, String arn) {
        role.addToPrincipalPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(arn))
                .build());
    }

    /** CDK's Provider has no prop for it: its functions would have Lambda's 128 MB, and a thirteenth of a processor. */
    private static void giveMemory(Provider provider, Number memorySize) {
        provider.getNode().getChildren().stream()
                .map(child -> child.getNode().getDefaultChild())
                .filter(CfnFunction.class::isInstance)
                .forEach(function -> ((CfnFunction) function).setMemorySize(memorySize));
    }

    private static CfnStateMachine waiter(Provider provider) {
        IConstruct waiter = provider.getNode().findChild("waiter-state-machine");
        return (CfnStateMachine) waiter.getNode().getDefaultChild();
    }
}
