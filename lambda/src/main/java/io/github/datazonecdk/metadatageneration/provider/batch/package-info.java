/**
 * A batch: one resource for many assets. What this package starts, awaits and stops is an execution of a Step Functions
 * state machine, which starts the runs. The machine calls back for what it cannot do itself: {@code Tasks} selects the
 * assets, and looks for the run that a start is in conflict with.
 */
package io.github.datazonecdk.metadatageneration.provider.batch;
