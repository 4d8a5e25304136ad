package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** A provider that is deployed already: nothing is created but what runs need. */
final class ImportedProvider extends Construct implements IMetadataGenerationProvider {
    private final String serviceToken;
    private final IRole role;

    ImportedProvider(Construct scope, String id, MetadataGenerationProviderAttributes attributes) {
        super(scope, id);
        serviceToken = attributes.getServiceToken();
        role = Role.fromRoleArn(
                this,
                "ImportedRole",
                attributes.getRoleArn(),
                FromRoleArnOptions.builder()
                        .mutable(attributes.getMutableRole())
                        .build());
    }

    static MetadataGenerationProviderAttributes validated(MetadataGenerationProviderAttributes attributes) {
        Requirement.given("attributes", attributes);
        String function = Requirement.function("serviceToken", attributes.getServiceToken());
        String role = Requirement.role("roleArn", Requirement.given("roleArn", attributes.getRoleArn()));
        Requirement.sameAccount("roleArn", Requirement.account(function), Requirement.account(role));
        return attributes;
    }

    @Override
    public String getServiceToken() {
        return serviceToken;
    }

    @Override
    public IRole getRole() {
        return role;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return role.getGrantPrincipal();
    }
}
