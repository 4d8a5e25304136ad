/**
 * The provider function. The way of the data, in one direction:
 *
 * <pre>
 * ProviderFunction, by JarClassLoader -> MetadataGenerationHandler -> Router
 *   -> lifecycle: Event, which names the kind of resource
 *   -> the kind: run.Runs reads the properties as RunSettings
 *   -> lifecycle: OnEvent or IsComplete, by PhysicalId and Handover
 *   -> the kind: RunGeneration starts (Starting), reads, accepts or cancels a run
 *   -> datazone: DataZone calls the service, and answers with a Run
 *   -> the kind: RunAttributes -> lifecycle: Progress -> Response
 * </pre>
 *
 * <p>A batch takes the same way: Batches reads BatchSettings, and BatchGeneration starts, reads or stops an execution of
 * Step Functions. Its state machine sends messages of its own, which the Router leads to batch.Tasks.
 *
 * <p>This package puts all of it together. Below it stand run and batch, then lifecycle and datazone, which do not know each other,
 * then calls and text. The contract holds what the construct must agree to.
 */
package io.github.datazonecdk.metadatageneration.provider;
