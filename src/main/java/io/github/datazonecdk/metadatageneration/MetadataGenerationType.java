package io.github.datazonecdk.metadatageneration;

/** Defines what a metadata generation run writes for its asset. */
public enum MetadataGenerationType {
    /** Business names of the asset and of its columns. */
    BUSINESS_NAMES,
    /** Descriptions of the asset and of its columns. */
    BUSINESS_DESCRIPTIONS,
    /** Associations of the asset and of its columns with terms of the business glossary. */
    BUSINESS_GLOSSARY_ASSOCIATIONS
}
