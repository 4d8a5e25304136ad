package io.github.datazonecdk.metadatageneration.provider.datazone;

/** An asset in the inventory of a project, as Search finds it. */
public record Asset(String id, String name, String typeIdentifier, String owningProjectId) {}
