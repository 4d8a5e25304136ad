package io.github.datazonecdk.metadatageneration.proof;

import java.nio.file.Path;
import java.util.Map;

/** The CDK command line, for the stack of the proof. */
interface CdkCommandLine {
    /** Writes a cloud assembly for each step of the story into this folder; the context says where it is deployed. */
    void synthesize(Path assemblies, Map<String, String> context);

    /** Deploys the stack of this cloud assembly. True if it went well. */
    boolean deploy(Path assembly);

    /** Removes the stack of this cloud assembly. True if it went well. */
    boolean destroy(Path assembly);

    /** Ends the deployment that is going on here, if any, and lets none begin; what CloudFormation does goes on. */
    void stopDeploying();
}
