package io.github.datazonecdk.metadatageneration;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/** The props as the builder leaves them. */
record MetadataGenerationRunPropsValues(
        String getDomainIdentifier,
        String getOwningProjectIdentifier,
        MetadataGenerationTarget getTarget,
        MetadataGenerationType getType,
        List<MetadataGenerationType> getTypes,
        String getClientToken,
        Boolean getWaitForCompletion,
        Duration getTimeout,
        MetadataGenerationFailOn getFailOn,
        Boolean getAcceptPredictions,
        Number getAcceptanceThreshold,
        Boolean getCancelOnDelete,
        String getRerunTrigger,
        String getDomainArn,
        IKey getDomainKey,
        RemovalPolicy getRemovalPolicy,
        String getRegion,
        String getAssumedRoleArn,
        String getExternalId,
        MetadataGenerationMembership getProjectMembership,
        IMetadataGenerationProvider getProvider)
        implements MetadataGenerationRunProps {}
