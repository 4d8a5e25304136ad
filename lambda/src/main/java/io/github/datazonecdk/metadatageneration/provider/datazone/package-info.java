/** Amazon DataZone: the calls to it, what they ask for and what they answer. No decision is made here. */
package io.github.datazonecdk.metadatageneration.provider.datazone;
