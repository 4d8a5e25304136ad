package io.github.datazonecdk.metadatageneration.contract;

/** The properties of the custom resources, named as in Amazon DataZone's API; ours beside them in the same style. */
public final class PropertyName {
    public static final String DOMAIN_IDENTIFIER = "domainIdentifier";
    public static final String OWNING_PROJECT_IDENTIFIER = "owningProjectIdentifier";
    public static final String TYPE = "type";
    public static final String TYPES = "types";
    public static final String CLIENT_TOKEN = "clientToken";

    /** An object of IDENTIFIER, REVISION and TYPE, or of NAME. */
    public static final String TARGET = "target";

    public static final String IDENTIFIER = "identifier";
    public static final String NAME = "name";
    public static final String REVISION = "revision";

    public static final String WAIT_FOR_COMPLETION = "waitForCompletion";
    public static final String TIMEOUT = "timeout";
    public static final String FAIL_ON = "failOn";
    public static final String TOLERATED_FAILURE_PERCENTAGE = "toleratedFailurePercentage";
    public static final String MAX_CONCURRENCY = "maxConcurrency";
    public static final String ACCEPT_PREDICTIONS = "acceptPredictions";
    public static final String ACCEPTANCE_THRESHOLD = "acceptanceThreshold";
    public static final String CANCEL_ON_DELETE = "cancelOnDelete";
    public static final String RERUN_TRIGGER = "rerunTrigger";
    public static final String REGION = "region";
    public static final String ASSUMED_ROLE_ARN = "assumedRoleArn";
    public static final String EXTERNAL_ID = "externalId";

    public static final String STATE_MACHINE_ARN = "stateMachineArn";
    public static final String RESULTS_BUCKET = "resultsBucket";
    public static final String SKIP_GENERATED = "skipGenerated";
    public static final String MAX_ASSETS = "maxAssets";
    public static final String STARTS_PER_SECOND = "startsPerSecond";

    /** An object of BUCKET, KEY and HASH, or of OWNER, TYPE_IDENTIFIER and NAME_PREFIX. */
    public static final String ASSETS = "assets";

    public static final String BUCKET = "bucket";
    public static final String KEY = "key";
    public static final String HASH = "hash";
    public static final String OWNER = "owner";
    public static final String TYPE_IDENTIFIER = "typeIdentifier";
    public static final String NAME_PREFIX = "namePrefix";

    private PropertyName() {}
}
