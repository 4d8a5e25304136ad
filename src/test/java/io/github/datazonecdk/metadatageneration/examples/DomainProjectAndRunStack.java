package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationMembership;
import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.datazone.CfnDomain;
import software.amazon.awscdk.services.datazone.CfnProject;
import software.constructs.Construct;

/**
 * Domain, project and run in one stack. CloudFormation makes the project and so owns it, which is why it can enrol the
 * function's role as well. The asset has no CloudFormation type: its identifier may be the attribute of whatever else
 * creates it in the stack.
 */
public final class DomainProjectAndRunStack extends Stack {
    public DomainProjectAndRunStack(Construct scope, String id, String domainExecutionRole, String asset) {
        super(scope, id);
        CfnDomain domain = CfnDomain.Builder.create(this, "Domain")
                .name("catalog")
                .domainExecutionRole(domainExecutionRole)
                .build();
        CfnProject project = CfnProject.Builder.create(this, "Project")
                .domainIdentifier(domain.getAttrId())
                .name("orders")
                .build();
        MetadataGenerationRun.Builder.create(this, "Orders")
                .domainIdentifier(domain.getAttrId())
                .owningProjectIdentifier(project.getAttrId())
                .projectMembership(MetadataGenerationMembership.contributor())
                .target(MetadataGenerationTarget.asset(asset))
                .types(List.of(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .build();
    }
}
