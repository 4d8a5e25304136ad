/**
 * The provider function. The way of the data, one direction:
 *
 * <pre>
 * MetadataGenerationHandler -> Event -> RunRequest and PhysicalId -> OnEvent (Starting, Deletion) or IsComplete
 *                           -> DataZone (the one class that calls it) -> Run -> Attributes -> Response
 * </pre>
 */
package io.github.datazonecdk.metadatageneration.provider;
