/**
 * Amazon DataZone metadata generation runs as part of an AWS CDK deployment. Begin with {@link
 * io.github.datazonecdk.metadatageneration.MetadataGenerationRun}.
 *
 * <p>The way of the data, one direction:
 *
 * <pre>
 * MetadataGenerationRunProps and the MetadataGenerationOptions in them, set by builders (PropsBuilder)
 *   -&gt; RunResourceProperties and OptionProperties: checked (Requirement and its neighbours), named as in the API
 *   -&gt; MetadataGenerationRun: the custom resource, and what it shares with the stack's other runs (SharedResources):
 *        RunPermissions, MembershipDependencies, the provider
 *   -&gt; MetadataGenerationProvider: CDK's Provider framework, and the function (ProviderCode)
 *   -&gt; Amazon DataZone
 *   -&gt; the run's attributes
 * A batch takes the same way: MetadataGenerationBatchProps -&gt; BatchResourceProperties -&gt; MetadataGenerationBatch, whose
 *   state machine (BatchDefinition, and AssetDefinition for each asset) asks the function and DataZone (BatchPermissions).
 * At the end of synthesis, ConflictingRuns warns of runs that get in each other's way (DeploymentOrder).
 * </pre>
 */
package io.github.datazonecdk.metadatageneration;
