package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Acceptance;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Hash;
import java.math.BigDecimal;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/**
 * Accepts all predictions for a run's asset, from a threshold up.
 *
 * @param threshold null for none
 */
record RunAcceptance(DataZone dataZone, RunRequest request, BigDecimal threshold, Advice advice) implements Acceptance {
    @Override
    public String rule() {
        return Hash.of("ALL", String.valueOf(threshold)).substring(0, 8);
    }

    @Override
    public String accept(String runId) {
        String clientToken = Hash.of(runId, request.assetRevision(), "ALL", String.valueOf(threshold));
        return dataZone.accept(withAsset(runId), threshold, clientToken);
    }

    /** What an asset's name stands for may have changed since: its run knows. */
    private RunRequest withAsset(String runId) {
        return request.assetIdentifier() == null
                ? request.with(dataZone.get(request.domainIdentifier(), runId).assetIdentifier())
                : request;
    }

    @Override
    public boolean mayPass(SdkException error) {
        return ServiceError.isTransient(error) || error instanceof ConflictException;
    }

    @Override
    public Failure failure(SdkException error) {
        return ServiceError.failure("AcceptPredictions", request.subject(), error, adviceOn(error));
    }

    /** General advice for these errors is about starting; acceptance needs its own. */
    private String adviceOn(SdkException error) {
        if (error instanceof ConflictException) {
            return "Deploy again once nobody else changes the asset";
        }
        return error instanceof ValidationException ? "Check the asset and acceptanceThreshold" : advice.on(error);
    }
}
