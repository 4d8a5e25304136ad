package io.github.datazonecdk.metadatageneration.benchmark;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.customresources.SdkCallsPolicyOptions;

/** What a user would write without this library: a resource that starts a run, and waits for nothing. */
public final class AwsCustomResourceExample {
    private AwsCustomResourceExample() {}

    public static void main(String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "AwsCustomResourceExample");
        AwsCustomResource.Builder.create(stack, "Run")
                .onCreate(startMetadataGenerationRun())
                .policy(AwsCustomResourcePolicy.fromSdkCalls(SdkCallsPolicyOptions.builder()
                        .resources(AwsCustomResourcePolicy.ANY_RESOURCE)
                        .build()))
                // Its other setting is slower: an npm install of the SDK in each cold start.
                .installLatestAwsSdk(false)
                .build();
        app.synth();
    }

    private static AwsSdkCall startMetadataGenerationRun() {
        return AwsSdkCall.builder()
                .service("DataZone")
                .action("startMetadataGenerationRun")
                .parameters(Map.of(
                        "domainIdentifier",
                        "dzd_4p2",
                        "owningProjectIdentifier",
                        "3jx9",
                        "target",
                        Map.of("identifier", "5d4kq3x", "type", "ASSET"),
                        "types",
                        List.of("BUSINESS_DESCRIPTIONS")))
                .physicalResourceId(PhysicalResourceId.fromResponse("id"))
                .build();
    }
}
