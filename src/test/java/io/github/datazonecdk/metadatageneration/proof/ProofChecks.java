package io.github.datazonecdk.metadatageneration.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** What has to be in order before anything is deployed. */
final class ProofChecks {
    private final ProofClients clients;
    private final ProofSettings settings;
    private final Audience audience;

    ProofChecks(ProofClients clients, ProofSettings settings, Audience audience) {
        this.clients = clients;
        this.settings = settings;
        this.audience = audience;
    }

    /** @throws ProofFailure if something is not */
    void check() {
        checkCredentials();
        checkThatTheStackIsNotThere();
        checkAsset();
    }

    private void checkCredentials() {
        try {
            var caller = clients.sts().getCallerIdentity();
            audience.see("you", "%s in %s".formatted(caller.arn(), clients.region()));
        } catch (SdkException e) {
            throw refusal("no credentials", e, "Sign in, and set AWS_PROFILE");
        }
    }

    /** It would be removed in the end. */
    private void checkThatTheStackIsNotThere() {
        try {
            boolean there =
                    clients
                            .cloudFormation()
                            .describeStacks(request -> request.stackName(ProofApp.STACK))
                            .stacks()
                            .stream()
                            .anyMatch(stack -> !stack.stackStatusAsString().equals(ProofStack.GONE));
            if (there) {
                throw new ProofFailure(
                        "Nothing was done: a stack %s is there already, and is yours. Remove it first: %s"
                                .formatted(
                                        ProofApp.STACK,
                                        "npx aws-cdk@2 destroy, with the context it was deployed with."));
            }
        } catch (CloudFormationException e) {
            if (!e.getMessage().contains("does not exist")) {
                throw refusal("cannot see the stacks", e, "Allow cloudformation:DescribeStacks");
            }
        }
    }

    private void checkAsset() {
        try {
            clients.dataZone()
                    .listMetadataGenerationRuns(request ->
                            request.domainIdentifier(settings.domain()).targetIdentifier(settings.asset()));
        } catch (SdkException e) {
            throw refusal(
                    "cannot see the runs of the asset", e, "Be a member of the project, and check domain and Region");
        }
        try {
            var asset = clients.dataZone()
                    .getAsset(request ->
                            request.domainIdentifier(settings.domain()).identifier(settings.asset()));
            audience.see("asset", "%s, revision %s".formatted(asset.name(), asset.revision()));
        } catch (ResourceNotFoundException e) {
            throw refusal("no asset " + settings.asset(), e, "Its id is in the address of its page in the portal");
        } catch (SdkException e) {
            audience.see("asset", "cannot look at it, which does not matter: " + OpenQuestions.described(e));
        }
    }

    /** @throws ProofFailure if the environment is certainly not bootstrapped as this assembly needs it */
    void checkBootstrapped(Path assembly) {
        JsonNode stack = Json.read(assembly.resolve("manifest.json"))
                .path("artifacts")
                .path(ProofApp.STACK)
                .path("properties");
        String parameter = stack.path("bootstrapStackVersionSsmParameter").asText();
        int wanted = stack.path("requiresBootstrapStackVersion").asInt();
        try {
            String version = clients.ssm()
                    .getParameter(request -> request.name(parameter))
                    .parameter()
                    .value();
            if (Integer.parseInt(version) < wanted) {
                throw new ProofFailure(
                        "Nothing was done: the environment is bootstrapped at version %s, %d is needed. %s"
                                .formatted(version, wanted, "Run npx aws-cdk@2 bootstrap"));
            }
        } catch (ParameterNotFoundException e) {
            throw refusal("the environment is not bootstrapped", e, "Run npx aws-cdk@2 bootstrap");
        } catch (SdkException e) {
            audience.see("bootstrap", "cannot tell the version: " + OpenQuestions.described(e));
        }
    }

    private static ProofFailure refusal(String what, SdkException e, String advice) {
        return new ProofFailure("Nothing was done: %s: %s. %s.".formatted(what, OpenQuestions.described(e), advice));
    }
}
