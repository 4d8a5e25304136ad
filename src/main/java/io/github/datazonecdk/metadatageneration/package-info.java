/** Amazon DataZone metadata generation runs as part of an AWS CDK deployment. */
package io.github.datazonecdk.metadatageneration;
