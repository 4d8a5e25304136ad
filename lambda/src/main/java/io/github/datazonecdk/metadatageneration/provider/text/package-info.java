/** What is read, written and shown: JSON, properties, hashes, and failures as people read them. */
package io.github.datazonecdk.metadatageneration.provider.text;
