/** The proof on a real account: the rehearsal's story there, and the questions that the documentation leaves open. */
package io.github.datazonecdk.metadatageneration.proof;
