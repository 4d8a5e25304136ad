package io.github.datazonecdk.metadatageneration.contract;

/** The attributes of a run's resource. */
public final class RunAttribute {
    public static final String RUN_ID = "RunId";
    public static final String STATUS = "Status";
    public static final String CREATED_AT = "CreatedAt";
    public static final String CREATED_BY = "CreatedBy";
    public static final String DOMAIN_ID = "DomainId";
    public static final String OWNING_PROJECT_ID = "OwningProjectId";
    public static final String TYPE = "Type";
    public static final String TYPES = "Types";
    public static final String ASSET_REVISION = "AssetRevision";

    private RunAttribute() {}
}
