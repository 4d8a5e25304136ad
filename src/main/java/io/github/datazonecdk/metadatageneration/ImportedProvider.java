package io.github.datazonecdk.metadatageneration;

import java.util.regex.Pattern;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionAttributes;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/** A provider that is deployed already: nothing is created but what runs need. */
final class ImportedProvider extends Construct implements IMetadataGenerationProvider {
    private static final Pattern FUNCTION = Pattern.compile(
            "arn:[a-z-]{1,32}:lambda:[a-z0-9-]{1,80}:[0-9]{12}:function:[a-zA-Z0-9_-]{1,64}(:[a-zA-Z0-9$_-]{1,128})?");

    private final String serviceToken;
    private final IRole role;
    private final IFunction function;

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
        function = attributes.getFunctionArn() == null ? null : function(attributes.getFunctionArn());
    }

    /** Of the stack's account and Region, as the other function is: nobody else's is called. */
    private IFunction function(String arn) {
        return Function.fromFunctionAttributes(
                this,
                "ImportedFunction",
                FunctionAttributes.builder()
                        .functionArn(arn)
                        .sameEnvironment(true)
                        .build());
    }

    static MetadataGenerationProviderAttributes validated(MetadataGenerationProviderAttributes attributes) {
        Requirement.given("attributes", attributes);
        String function = Requirement.given("serviceToken", attributes.getServiceToken());
        Requirement.matching(FUNCTION, "serviceToken", function, "the ARN of a function");
        Requirement.matching(FUNCTION, "functionArn", attributes.getFunctionArn(), "the ARN of a function");
        String role = RoleRequirement.arn("roleArn", Requirement.given("roleArn", attributes.getRoleArn()));
        RoleRequirement.sameAccount("roleArn", account(function), account(role));
        return attributes;
    }

    /** The account that an ARN names; a token stays one. */
    private static String account(String arn) {
        return Requirement.isToken(arn) ? arn : arn.split(":")[4];
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
    public IFunction getFunction() {
        return function;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return role.getGrantPrincipal();
    }
}
