/** What a cold start and a synthesis cost, measured. */
package io.github.datazonecdk.metadatageneration.benchmark;
