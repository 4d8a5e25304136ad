package io.github.datazonecdk.metadatageneration.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import io.github.datazonecdk.metadatageneration.stage.Programme;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The proof on an account that is played, without the CDK command line. */
final class AwsProofTest {
    private static final int HURRY = 100;
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final List<String> ACTIVE = List.of("SUBMITTED", "IN_PROGRESS");
    private static final Map<String, String> IDENTIFIERS =
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x");

    @TempDir
    private static Path assemblies;

    private final StandInDataZone dataZone = new StandInDataZone();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private LocalAws aws;
    private ProofClients clients;
    private final Map<String, String> context = new HashMap<>();
    private boolean deploysElsewhere;
    private boolean destroyed;
    private List<String> membersAtLastDeployment;
    private List<String> membersAtRemoval;

    /** Deploys what the command line would. */
    private final class PlayedCdk implements CdkCommandLine {
        @Override
        public void synthesize(Path folder, Map<String, String> given) {
            // All at once, for all tests.
            context.putAll(given);
        }

        @Override
        public boolean deploy(Path assembly) {
            membersAtLastDeployment = aws.members();
            return deploysElsewhere || aws.cloudFormation().deploy(CloudAssembly.read(assembly));
        }

        @Override
        public boolean destroy(Path assembly) {
            destroyed = true;
            membersAtRemoval = aws.members();
            if (!deploysElsewhere) {
                aws.cloudFormation().delete();
            }
            return true;
        }

        @Override
        public void stopDeploying() {}
    }

    @BeforeAll
    static void synthesize() {
        Map<String, String> context = new HashMap<>(IDENTIFIERS);
        context.put("account", Template.ACCOUNT);
        context.put("region", Template.REGION);
        CloudAssembly.run(ProofApp.class, assemblies, context);
    }

    @BeforeEach
    void open(@TempDir Path objects) {
        aws = new LocalAws(dataZone, objects, HURRY);
        dataZone.runsTake(Duration.ofMillis(300), Duration.ofMillis(500));
        clients = new ProofClients(
                client(DataZoneClient.builder()),
                client(CloudFormationClient.builder()),
                client(SsmClient.builder()),
                client(StsClient.builder()));
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
        dataZone.close();
    }

    @Test
    void playsItsStoryAndLeavesNothingBehind() {
        boolean proved = proof("yes", "accept").prove();

        String text = text();
        assertTrue(proved, text);
        assertTrue(text.contains("UPDATE_ROLLBACK_COMPLETE"), text);
        assertTrue(text.contains("0 of 17 answers differ"), text);
        assertTrue(text.contains("a rollback of a replaced run"), text);
        assertFalse(text.contains("not told"), text);
        assertTrue(text.contains("a new revision: 1 before, 2 after"), text);
        assertEquals(
                List.of("CreateProjectMembership", "DeleteProjectMembership"),
                aws.calls().stream().filter(call -> call.endsWith("Membership")).toList());
        assertNothingIsLeft();
    }

    @Test
    void endsTheMembershipAfterTheRunAndBeforeTheRole() {
        proof("yes").prove();

        assertEquals(1, membersAtLastDeployment.size());
        assertEquals(List.of(), membersAtRemoval);
    }

    @Test
    void namesTheCommandThatEndsAMembershipWhichItCannotEnd() {
        aws.keepsMembers();

        boolean proved = proof("yes").prove();

        assertFalse(proved);
        assertEquals("", aws.cloudFormation().status());
        assertTrue(text().contains("LEFT BEHIND"), text());
        assertTrue(
                text().contains("aws datazone delete-project-membership --region eu-west-1 --domain-identifier dzd_4p2"
                        + " --project-identifier 3jx9 --member userIdentifier="
                        + aws.members().get(0)),
                text());
    }

    @Test
    void removesTheStackWhereARunFails() {
        dataZone.runs(StandInOutcome.fails("The model could not describe this asset"));

        boolean proved = proof("yes").prove();

        assertFalse(proved);
        assertTrue(text().contains("Step Create did not behave"), text());
        assertTrue(text().contains("The model could not describe this asset"), text());
        assertNothingIsLeft();
    }

    @Test
    void removesTheStackWhereItIsInterruptedWhileARunIsAwaited() throws Exception {
        dataZone.runs(StandInOutcome.neverEnds());
        AwsProof proof = proof("yes");
        CompletableFuture<Boolean> proved = CompletableFuture.supplyAsync(proof::prove);
        awaitRun();

        proof.interrupt();

        assertNothingIsLeft();
        assertEquals(List.of(), membersAtRemoval);
        assertFalse(proved.get(1, TimeUnit.MINUTES));
        assertTrue(text().contains("Nothing is left behind"), text());
    }

    @Test
    void touchesNoStackThatIsThereAlready() {
        aws.cloudFormation().review();

        boolean proved = proof("yes").prove();

        assertFalse(proved);
        assertEquals("REVIEW_IN_PROGRESS", aws.cloudFormation().status());
        assertTrue(text().contains("is there already"), text());
    }

    @Test
    void deploysNothingWhereTheAssetIsMissing() {
        aws.hasNoAsset();

        assertDeploysNothing();
        assertTrue(text().contains("no asset 5d4kq3x: ResourceNotFoundException"), text());
    }

    @Test
    void deploysNothingAndCancelsNothingWhereARunIsActive() {
        dataZone.runs(StandInOutcome.neverEnds());
        String run = new AssetRuns(clients.dataZone(), settings())
                .start("token", settings().types());

        assertDeploysNothing();
        assertEquals(List.of(run), active().stream().map(StandInRun::id).toList());
        assertTrue(text().contains("run " + run + " is active for the asset. Wait for it, or cancel it."), text());
    }

    @Test
    void deploysNothingWhereTheEnvironmentIsNotBootstrapped() {
        aws.isNotBootstrapped();

        assertDeploysNothing();
        assertTrue(text().contains("Run npx aws-cdk@2 bootstrap"), text());
    }

    @Test
    void waitsForThePersonWhoEnrolsTheRoleByHand() {
        Properties properties = properties("yes");
        properties.setProperty("enrol", "false");
        InputStream enter = new ByteArrayInputStream("\n".getBytes(StandardCharsets.UTF_8));
        List<String> told = new ArrayList<>();
        ProofMembership membership = new ProofMembership(
                clients.dataZone(), ProofSettings.of(properties), enter, (who, what) -> told.add(what));

        membership.create("arn:aws:iam::123456789012:role/function");
        membership.delete();

        assertEquals(
                List.of("make this role a member of project 3jx9, then press Enter: "
                        + "arn:aws:iam::123456789012:role/function"),
                told);
        assertEquals(List.of(), aws.calls());
    }

    @Test
    void tellsWhatDiffersFromWhatIsAssumed() {
        dataZone.conflicts(false);
        dataZone.mostTypes(3);
        ProofSettings settings = settings("yes");
        AssetRuns runs = new AssetRuns(clients.dataZone(), settings);

        List<Finding> findings = new OpenQuestions(runs, settings.types(), INTERVAL, Audience.NONE).ask();

        assertEquals(
                List.of("a second start while a run is active", "a start with three types"),
                findings.stream()
                        .filter(Finding::differs)
                        .map(Finding::question)
                        .toList());
        assertEquals(List.of(), active());
    }

    @Test
    void asksNothingOfAnActiveRunThatHasEnded() {
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);
        ProofSettings settings = settings("yes");
        AssetRuns runs = new AssetRuns(clients.dataZone(), settings);

        List<Finding> findings = new OpenQuestions(runs, settings.types(), INTERVAL, Audience.NONE).ask();

        assertEquals(
                List.of(
                        "a second start while a run is active",
                        "the same client token once more, its run active",
                        "List by the status of an active run",
                        "Cancel of an active run"),
                findings.stream()
                        .filter(finding -> finding.seen().equals("not tried: the run had ended"))
                        .map(Finding::question)
                        .toList());
        assertEquals(List.of(), findings.stream().filter(Finding::differs).toList());
    }

    @Test
    void saysFirstWhatItDoesAndAgreesToNothing() {
        String plan = String.join("\n", AwsProof.plan(settings()));

        assertTrue(plan.contains("3 by the stack"), plan);
        assertTrue(plan.contains("1 to 5 by your own credentials"), plan);
        assertTrue(plan.contains("Nothing is accepted"), plan);
        assertTrue(plan.contains("What stays: the function's role as a user of the domain"), plan);
        assertFalse(settings().agreed());
        assertFalse(settings().accepts());
    }

    @Test
    void saysThatAnAcceptanceCannotBeUndone() {
        String plan = String.join("\n", AwsProof.plan(settings("accept")));

        assertTrue(plan.contains("cannot be undone"), plan);
    }

    @Test
    void namesTheIdentifiersThatAreMissing() {
        Properties properties = new Properties();
        properties.setProperty("domainIdentifier", "dzd_4p2");

        String message = assertThrows(IllegalArgumentException.class, () -> ProofSettings.of(properties))
                .getMessage();

        assertEquals("missing: -DowningProjectIdentifier=... -DassetIdentifier=...", message);
    }

    @Test
    void startsTheCommandLineAsUsersDo() {
        assertEquals(
                List.of("npx", "--yes", "aws-cdk@2", "destroy", "MetadataGenerationExample", "--app", "x", "--force"),
                Npx.command("destroy", Path.of("x"), "--force").subList(0, 8));
    }

    @Test
    void synthesizesForThePlaceThatItLooksAt() {
        aws.isNotBootstrapped();

        proof("yes").prove();

        assertEquals(Template.ACCOUNT, context.get("account"));
        assertEquals(Template.REGION, context.get("region"));
    }

    @ParameterizedTest
    @EnumSource(ProofApp.Step.class)
    void synthesizesEachStepForOneAccountAndRegion(ProofApp.Step step) {
        JsonNode manifest = Json.read(step.in(assemblies).resolve("manifest.json"));

        assertEquals(
                "aws://%s/%s".formatted(Template.ACCOUNT, Template.REGION),
                manifest.path("artifacts")
                        .path(ProofApp.STACK)
                        .path("environment")
                        .asText());
    }

    @Test
    void startsTheCommandLineWithTheRegionAndTheProfileOfTheSdk() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION", "us-west-2",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_DEFAULT_PROFILE", "other"));

        Npx.prepare(environment, "eu-west-1");

        assertEquals("eu-west-1", environment.get("AWS_REGION"));
        assertFalse(environment.containsKey("AWS_DEFAULT_PROFILE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"})
    void hasTheCommandLinePutTheBucketIntoThePathOfAnAwsOfOnesOwn(String endpoint) {
        Map<String, String> environment = new HashMap<>(Map.of(endpoint, "http://aws.example.com:4566"));

        Npx.prepare(environment, "eu-west-1");

        assertEquals("1", environment.get("CDK_S3_FORCE_PATH_STYLE"));
    }

    @Test
    void leavesTheBucketInTheHostNameOfAws() {
        Map<String, String> environment = new HashMap<>();

        Npx.prepare(environment, "eu-west-1");

        assertFalse(environment.containsKey("CDK_S3_FORCE_PATH_STYLE"));
    }

    @Test
    void doesNotSayThatNothingIsLeftWhereTheStackWentElsewhere() {
        deploysElsewhere = true;

        boolean proved = proof("yes").prove();

        assertFalse(proved);
        assertTrue(destroyed);
        assertTrue(text().contains("deployed to another account or Region"), text());
        assertTrue(text().contains("LEFT BEHIND"), text());
        assertFalse(text().contains("Nothing is left behind"), text());
    }

    private void awaitRun() throws InterruptedException {
        while (active().isEmpty()) {
            Thread.sleep(20);
        }
    }

    private void assertDeploysNothing() {
        assertFalse(proof("yes").prove());

        assertEquals(List.of(), aws.cloudFormation().events());
    }

    private void assertNothingIsLeft() {
        assertEquals("", aws.cloudFormation().status());
        assertEquals(List.of(), active());
        assertEquals(List.of(), aws.members());
    }

    private List<StandInRun> active() {
        return dataZone.runs().stream()
                .filter(run -> ACTIVE.contains(run.status()))
                .toList();
    }

    private AwsProof proof(String... flags) {
        Programme programme =
                new Programme(new PrintStream(out, true, StandardCharsets.UTF_8), false, Duration.ofMinutes(1));
        return new AwsProof(settings(flags), clients, new PlayedCdk(), assemblies, INTERVAL, programme);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ProofSettings settings(String... flags) {
        return ProofSettings.of(properties(flags));
    }

    private static Properties properties(String... flags) {
        Properties properties = new Properties();
        properties.putAll(IDENTIFIERS);
        for (String flag : flags) {
            properties.setProperty(flag, "true");
        }
        return properties;
    }

    private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(Template.REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAOWNER", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
