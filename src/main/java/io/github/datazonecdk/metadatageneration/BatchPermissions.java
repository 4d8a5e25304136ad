package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * What a provider's role may do for one batch beside what {@link RunPermissions} says: as the function's role, and as that
 * of the state machine. It depends on the state machine, so the state machine must not depend on it. And it is the batch's
 * alone: batches may depend on each other. As all inline policies of a role together hold 10,240 characters, what has
 * resources of different kinds stands in one statement: no action is permitted by that on another's.
 */
final class BatchPermissions extends Construct {
    private final IGrantable grantee;

    BatchPermissions(Construct scope, String id, IMetadataGenerationProvider provider) {
        super(scope, id);
        grantee = ProviderPolicy.of(this, provider);
    }

    /**
     * A Distributed Map starts executions of its own state machine; the function does the rest.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html">IAM policies for
     *     using Distributed Map states</a>
     */
    void allowExecutions(StateMachine machine) {
        allow(
                List.of(
                        "states:DescribeExecution",
                        "states:DescribeMapRun",
                        "states:ListMapRuns",
                        "states:StartExecution",
                        "states:StopExecution"),
                machine.getStateMachineArn(),
                arn("execution", machine.getStateMachineName() + ":*"),
                arn("mapRun", machine.getStateMachineName() + "/" + BatchDefinition.LABEL + ":*"));
    }

    private String arn(String resource, String name) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("states")
                        .resource(resource)
                        .resourceName(name)
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
    }

    /** The function writes what is selected and reads what has failed; Step Functions does the other half, in parts. */
    void allowResults(IBucket bucket) {
        allow(
                List.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"),
                bucket.arnForObjects(BatchMessage.EXECUTIONS_PREFIX + "/*"),
                bucket.arnForObjects(BatchMessage.RESULTS_PREFIX + "/*"));
        allowKey(bucket, "kms:Decrypt", "kms:GenerateDataKey");
    }

    void allowReading(IBucket bucket, String key) {
        allow(List.of("s3:GetObject"), bucket.arnForObjects(key));
        allowKey(bucket, "kms:Decrypt");
    }

    private void allowKey(IBucket bucket, String... actions) {
        if (bucket.getEncryptionKey() != null) {
            allow(List.of(actions), bucket.getEncryptionKey().getKeyArn());
        }
    }

    private void allow(List<String> actions, String... arns) {
        grantee.getGrantPrincipal()
                .addToPrincipalPolicy(PolicyStatement.Builder.create()
                        .actions(actions)
                        .resources(List.of(arns))
                        .build());
    }
}
