/** The rehearsal: the story of a run on the stage, told to a person. */
package io.github.datazonecdk.metadatageneration.rehearsal;
