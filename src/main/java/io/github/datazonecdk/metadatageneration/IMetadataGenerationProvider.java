package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.IConstruct;

/**
 * Defines what runs need to know of their provider: a {@link MetadataGenerationProvider} of the same app, or one that
 * another app has deployed, as {@link MetadataGenerationProvider#fromProviderAttributes} gives it.
 */
public interface IMetadataGenerationProvider extends IConstruct, IGrantable {
    /**
     * Returns what a custom resource names as its <code>ServiceToken</code>.
     *
     * @return the ARN of the Provider framework's onEvent function
     */
    String getServiceToken();

    /**
     * Returns the function's role, which has to be a member of the runs' projects.
     *
     * @return the role
     */
    IRole getRole();

    /**
     * Returns the function that calls Amazon DataZone, which the state machine of a {@link MetadataGenerationBatch} calls as
     * well.
     *
     * @return the function, or null where it is not known: then the provider serves runs only
     */
    default IFunction getFunction() {
        return null;
    }
}
