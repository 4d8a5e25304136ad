/**
 * Amazon DataZone metadata generation runs as part of an AWS CDK deployment. Begin with {@link
 * io.github.datazonecdk.metadatageneration.MetadataGenerationRun}.
 *
 * <p>The way of the data, one direction:
 *
 * <pre>
 * MetadataGenerationRunProps, checked by Requirement -&gt; RunResourceProperties -&gt; MetadataGenerationRun
 *   -&gt; the custom resource's properties -&gt; MetadataGenerationProvider: CDK's Provider framework -&gt; the function
 *      (ProviderCode, what RunPermissions lets its role do) -&gt; Amazon DataZone -&gt; the run's attributes
 * </pre>
 */
package io.github.datazonecdk.metadatageneration;
