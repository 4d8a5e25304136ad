package io.github.datazonecdk.metadatageneration.provider.run;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPTANCE_THRESHOLD;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPT_PREDICTIONS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ASSUMED_ROLE_ARN;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.CANCEL_ON_DELETE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.CLIENT_TOKEN;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.DOMAIN_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.EXTERNAL_ID;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.FAIL_ON;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.NAME;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNING_PROJECT_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.REGION;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.RERUN_TRIGGER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.REVISION;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TARGET;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TIMEOUT;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPES;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.WAIT_FOR_COMPLETION;

import io.github.datazonecdk.metadatageneration.contract.Form;
import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * The properties of a run's resource, checked: what to ask of DataZone, and how to go about it.
 *
 * @param clientToken null where the user gives none
 * @param rerunTrigger null where the user gives none
 * @param acceptanceThreshold null where the user gives none
 */
record RunSettings(
        RunRequest request,
        String clientToken,
        String rerunTrigger,
        Access access,
        boolean waitForCompletion,
        Duration timeout,
        boolean cancelOnDelete,
        FailOn failOn,
        boolean acceptPredictions,
        BigDecimal acceptanceThreshold) {
    /** Checks all properties that we know; others are ignored: CloudFormation adds some of its own. */
    static RunSettings of(Map<String, JsonNode> resourceProperties, String functionRegion) {
        Properties properties = new Properties(resourceProperties);
        RunSettings settings = new RunSettings(
                request(properties),
                properties.optional(CLIENT_TOKEN, Form.CLIENT_TOKEN),
                properties.optional(RERUN_TRIGGER, Properties.ANY),
                access(properties, functionRegion),
                properties.flag(WAIT_FOR_COMPLETION, true),
                properties.seconds(
                        TIMEOUT, TimeLimit.SHORTEST_TIMEOUT, TimeLimit.LONGEST_TIMEOUT, TimeLimit.DEFAULT_TIMEOUT),
                properties.flag(CANCEL_ON_DELETE, true),
                FailOn.valueOf(properties.oneOf(FAIL_ON, FailOn.names(), FailOn.FAILED.name())),
                properties.flag(ACCEPT_PREDICTIONS, false),
                properties.fraction(ACCEPTANCE_THRESHOLD));
        settings.checkTogether(properties);
        return settings;
    }

    private static RunRequest request(Properties properties) {
        Properties target = properties.object(TARGET);
        target.oneOf(TYPE, List.of("ASSET"), "ASSET");
        String name = target.optional(NAME, Properties.NOT_BLANK);
        return new RunRequest(
                properties.required(DOMAIN_IDENTIFIER, Form.DOMAIN),
                properties.required(OWNING_PROJECT_IDENTIFIER, Form.PROJECT),
                name == null
                        ? target.required(IDENTIFIER, Properties.NOT_BLANK)
                        : target.absent(IDENTIFIER, "absent where name is given"),
                name,
                name == null
                        ? target.optional(REVISION, Form.REVISION)
                        : target.absent(REVISION, "absent where name is given"),
                properties.oneOf(TYPE, RunRequest.TYPES, null),
                properties.someOf(TYPES, RunRequest.TYPES, RunRequest.MOST_TYPES));
    }

    static Access access(Properties properties, String functionRegion) {
        String region = properties.optional(REGION, Form.REGION);
        String roleArn = properties.optional(ASSUMED_ROLE_ARN, Form.ROLE);
        String externalId = properties.optional(EXTERNAL_ID, Form.EXTERNAL_ID);
        return new Access(region == null ? functionRegion : region, roleArn, externalId);
    }

    private void checkTogether(Properties properties) {
        boolean oneForm = (request.type() == null) != request.types().isEmpty();
        properties.check(TYPES, oneForm, "exactly one of type and types");
        properties.check(
                EXTERNAL_ID, access.externalId() == null || access.roleArn() != null, "absent where assumedRoleArn is");
        properties.check(
                ACCEPT_PREDICTIONS,
                !acceptPredictions || waitForCompletion,
                "false where waitForCompletion is false: there is nothing to accept before the run has ended");
        if (acceptPredictions && request.assetName() == null) {
            // It is part of AcceptPredictions' path, as it is of no other call's.
            properties.object(TARGET).required(IDENTIFIER, Form.ACCEPTED);
        }
    }
}
