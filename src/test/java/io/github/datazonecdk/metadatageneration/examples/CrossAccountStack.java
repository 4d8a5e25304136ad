package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Runs in domains of another account: one where a role of that account is assumed, one that is shared with this one. */
public final class CrossAccountStack extends Stack {
    public CrossAccountStack(Construct scope, String id) {
        super(scope, id);
        assumed();
        shared();
    }

    /** The role trusts the function's role, is a member of the project, and has the permissions for the run. */
    private void assumed() {
        MetadataGenerationRun.Builder.create(this, "Assumed")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .region("eu-west-1")
                .assumedRoleArn("arn:aws:iam::210987654321:role/metadata-generation")
                .externalId("catalog-team")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .build();
    }

    /** The function's own role is a member of the project. */
    private void shared() {
        MetadataGenerationRun.Builder.create(this, "Shared")
                .domainIdentifier("dzd_6r8t1b3")
                .domainArn("arn:aws:datazone:eu-central-1:210987654321:domain/dzd_6r8t1b3")
                .owningProjectIdentifier("7hq2w5z")
                .target(MetadataGenerationTarget.asset("8s1vn6p"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .build();
    }
}
