/** The run as a custom resource: its properties, what one run has in common with another, its start and its outcome. */
package io.github.datazonecdk.metadatageneration.provider.run;
