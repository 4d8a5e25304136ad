/** A deployed stack on this machine: its functions in processes of their own, and what AWS does around them played. */
package io.github.datazonecdk.metadatageneration.stage;
