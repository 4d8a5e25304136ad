/** Deployments on the stage, of what the published artifact deploys. */
package io.github.datazonecdk.metadatageneration.deployment;
