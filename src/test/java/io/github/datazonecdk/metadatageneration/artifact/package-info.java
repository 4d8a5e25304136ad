/** Tests of what is published: the jar that the artifact embeds, its bill of materials and its POM. */
package io.github.datazonecdk.metadatageneration.artifact;
