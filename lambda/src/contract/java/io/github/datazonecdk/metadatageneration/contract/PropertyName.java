package io.github.datazonecdk.metadatageneration.contract;

/** The properties of the custom resources, named as in Amazon DataZone's API; ours beside them in the same style. */
public final class PropertyName {
    public static final String DOMAIN_IDENTIFIER = "domainIdentifier";
    public static final String OWNING_PROJECT_IDENTIFIER = "owningProjectIdentifier";
    public static final String TYPE = "type";
    public static final String TYPES = "types";
    public static final String CLIENT_TOKEN = "clientToken";

    /** An object of IDENTIFIER, REVISION and TYPE. */
    public static final String TARGET = "target";

    public static final String IDENTIFIER = "identifier";
    public static final String REVISION = "revision";

    public static final String WAIT_FOR_COMPLETION = "waitForCompletion";
    public static final String TIMEOUT = "timeout";
    public static final String FAIL_ON = "failOn";
    public static final String ACCEPT_PREDICTIONS = "acceptPredictions";
    public static final String ACCEPTANCE_THRESHOLD = "acceptanceThreshold";
    public static final String CANCEL_ON_DELETE = "cancelOnDelete";
    public static final String RERUN_TRIGGER = "rerunTrigger";
    public static final String REGION = "region";
    public static final String ASSUMED_ROLE_ARN = "assumedRoleArn";
    public static final String EXTERNAL_ID = "externalId";

    private PropertyName() {}
}
