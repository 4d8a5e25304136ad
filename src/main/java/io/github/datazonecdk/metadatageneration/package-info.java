/**
 * Amazon DataZone metadata generation runs as part of an AWS CDK deployment. Begin with {@link
 * io.github.datazonecdk.metadatageneration.MetadataGenerationRun}.
 */
package io.github.datazonecdk.metadatageneration;
