package io.github.datazonecdk.metadatageneration;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;

/** The props as the builder leaves them. */
record MetadataGenerationRunPropsValues(
        String domainIdentifier,
        String owningProjectIdentifier,
        MetadataGenerationTarget target,
        MetadataGenerationType type,
        List<MetadataGenerationType> types,
        String clientToken,
        Boolean waitForCompletion,
        Duration timeout,
        MetadataGenerationFailOn failOn,
        Boolean acceptPredictions,
        Number acceptanceThreshold,
        Boolean cancelOnDelete,
        String rerunTrigger,
        String domainArn,
        RemovalPolicy removalPolicy,
        String region,
        String assumedRoleArn,
        String externalId,
        MetadataGenerationMembership projectMembership,
        MetadataGenerationProvider provider)
        implements MetadataGenerationRunProps {
    @Override
    public String getDomainIdentifier() {
        return domainIdentifier;
    }

    @Override
    public String getOwningProjectIdentifier() {
        return owningProjectIdentifier;
    }

    @Override
    public MetadataGenerationTarget getTarget() {
        return target;
    }

    @Override
    public MetadataGenerationType getType() {
        return type;
    }

    @Override
    public List<MetadataGenerationType> getTypes() {
        return types;
    }

    @Override
    public String getClientToken() {
        return clientToken;
    }

    @Override
    public Boolean getWaitForCompletion() {
        return waitForCompletion;
    }

    @Override
    public Duration getTimeout() {
        return timeout;
    }

    @Override
    public MetadataGenerationFailOn getFailOn() {
        return failOn;
    }

    @Override
    public Boolean getAcceptPredictions() {
        return acceptPredictions;
    }

    @Override
    public Number getAcceptanceThreshold() {
        return acceptanceThreshold;
    }

    @Override
    public Boolean getCancelOnDelete() {
        return cancelOnDelete;
    }

    @Override
    public String getRerunTrigger() {
        return rerunTrigger;
    }

    @Override
    public String getDomainArn() {
        return domainArn;
    }

    @Override
    public RemovalPolicy getRemovalPolicy() {
        return removalPolicy;
    }

    @Override
    public String getRegion() {
        return region;
    }

    @Override
    public String getAssumedRoleArn() {
        return assumedRoleArn;
    }

    @Override
    public String getExternalId() {
        return externalId;
    }

    @Override
    public MetadataGenerationMembership getProjectMembership() {
        return projectMembership;
    }

    @Override
    public MetadataGenerationProvider getProvider() {
        return provider;
    }
}
