/** The state machine of a batch, executed by an interpreter on this machine. */
package io.github.datazonecdk.metadatageneration.stepfunctions;
