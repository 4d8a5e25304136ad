package io.github.datazonecdk.metadatageneration.contract;

/** What the state machine of a batch sends the provider function, and what both read and write beside it. */
public final class BatchMessage {
    /** The member of a message that says what is wanted: SELECT or FIND_ACTIVE. No event of CloudFormation has it. */
    public static final String WANTED = "MetadataGenerationBatch";

    /** Asks for the assets. With EXECUTION, NAME and BATCH; answered with SEED, COUNT, BUCKET and KEY. */
    public static final String SELECT = "SELECT";

    /** Asks for an active run that does what the batch wants for ID. With BATCH and ID; answered with RUN_ID. */
    public static final String FIND_ACTIVE = "FIND_ACTIVE";

    public static final String EXECUTION = "execution";
    public static final String NAME = "name";
    public static final String BATCH = "batch";
    public static final String ID = "id";

    /** The execution's ARN: with an asset's id it makes the client token of the asset's run. */
    public static final String SEED = "seed";

    public static final String COUNT = "count";
    public static final String BUCKET = "bucket";
    public static final String KEY = "key";

    /** Empty where there is no such run. */
    public static final String RUN_ID = "Id";

    /** Of an asset in the file that SELECT writes: when its turn comes. */
    public static final String AT = "at";

    /** Of the execution's input: as AcceptPredictions takes it, absent where nothing is accepted. */
    public static final String ACCEPT_RULE = "acceptRule";

    /** The error with which the machine fails where its definition is not yet the one that the input was made for. */
    public static final String STALE_DEFINITION = "StaleDefinition";

    /** Where in the results bucket the function writes, and where Step Functions does. */
    public static final String EXECUTIONS_PREFIX = "executions";

    public static final String RESULTS_PREFIX = "results";

    private BatchMessage() {}
}
