/** What CDK leaves behind when it synthesizes, as tests and programs read it. */
package io.github.datazonecdk.metadatageneration.assembly;
