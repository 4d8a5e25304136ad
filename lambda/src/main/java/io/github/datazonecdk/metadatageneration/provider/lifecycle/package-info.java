/**
 * The lifecycle of a custom resource, the same for all kinds: what a Create, an Update and a Delete start, keep, go back
 * to, wait for and cancel. A kind says what there is to start, in {@link
 * io.github.datazonecdk.metadatageneration.provider.lifecycle.Kind} and {@link
 * io.github.datazonecdk.metadatageneration.provider.lifecycle.Generation}; nothing here knows any of them.
 */
package io.github.datazonecdk.metadatageneration.provider.lifecycle;
