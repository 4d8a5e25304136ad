/** Calls to AWS services: how long they are tried again, and what their errors say. */
package io.github.datazonecdk.metadatageneration.provider.calls;
