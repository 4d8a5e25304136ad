/**
 * What the construct and the provider function must agree on: the names on the wire, what a text may be, and the times.
 * Internal, and part of both jars: the build compiles this folder into each module. Public only because Java asks for
 * it; users have no reason to call any of it, and it may change in any release.
 */
package io.github.datazonecdk.metadatageneration.contract;
