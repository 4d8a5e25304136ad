/** Examples of what can be made with the library, in the words that a user has: only what is public. */
package io.github.datazonecdk.metadatageneration.examples;
