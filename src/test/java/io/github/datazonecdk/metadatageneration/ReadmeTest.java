package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir"), "..");
    private static final String PROPS = ".github/PROPS.md";
    private static final String COMPARISON = ".github/COMPARISON.md";
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

    @Test
    void hasSnippetsThatCompileAndSynthesize(@TempDir Path folder) throws Exception {
        List<String> snippets = Stream.concat(blocks("java").stream(), blocks("java", PROPS).stream())
                .toList();

        Template template = Template.fromStack(stackOf(snippets, folder));

        assertFalse(snippets.isEmpty());
        template.resourceCountIs("Custom::DataZoneMetadataGenerationRun", 3);
        template.resourceCountIs("Custom::DataZoneMetadataGenerationBatch", 1);
        template.hasResourceProperties(
                "AWS::DataZone::ProjectMembership", Map.of("Designation", "PROJECT_CONTRIBUTOR"));
        assertEquals(1, template.findOutputs("RunId").size());
    }

    /** Copied, an example of a provider must not leave its run to another one. */
    @Test
    void hasAnExampleOfAProviderThatServesItsRunAlone(@TempDir Path folder) throws Exception {
        List<String> example = blocks("java", PROPS).stream()
                .filter(snippet -> snippet.contains("MetadataGenerationProvider.Builder"))
                .toList();

        Template template = Template.fromStack(stackOf(example, folder));

        assertOneProvider(template);
        template.hasResourceProperties("AWS::CloudWatch::Alarm", Map.of("TreatMissingData", "notBreaching"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MetadataGenerationRun", "MetadataGenerationProvider"})
    void hasExamplesInTheJavadocThatCompileAndSynthesize(String type, @TempDir Path folder) throws Exception {
        Template template = Template.fromStack(stackOf(List.of(example(type)), folder));

        assertOneProvider(template);
        template.hasResourceProperties(
                "AWS::Logs::LogGroup", Map.of("RetentionInDays", type.endsWith("Provider") ? 365 : 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MetadataGenerationBatch", "MetadataGenerationAssets"})
    void hasExamplesOfBatchesInTheJavadocThatCompileAndSynthesize(String type, @TempDir Path folder) throws Exception {
        Template template = Template.fromStack(stackOf(List.of(example(type)), folder));

        template.resourceCountIs("Custom::DataZoneMetadataGenerationBatch", 1);
    }

    private static void assertOneProvider(Template template) {
        template.resourceCountIs("Custom::DataZoneMetadataGenerationRun", 1);
        template.resourceCountIs("AWS::Lambda::Function", 4);
        template.resourceCountIs("AWS::StepFunctions::StateMachine", 1);
    }

    private static String example(String type) {
        try {
            Path source = ROOT.resolve("src/main/java/io/github/datazonecdk/metadatageneration/" + type + ".java");
            return first(Files.readString(source), "(?s)<pre>\\{@code\n(.*?) \\* }</pre>")
                    .replaceAll("(?m)^ \\* ", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leavesNothingToBeFilledIn(String page) throws IOException {
        assertFalse(text(page).contains("@@"));
    }

    /** A stranger has five minutes. */
    @Test
    void isNoLongerThan12Kilobytes() throws IOException {
        assertTrue(text("README.md").getBytes(StandardCharsets.UTF_8).length <= 12 * 1024);
    }

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(".github"))) {
            List<String> pages = files.map(file -> ".github/" + file.getFileName())
                    .filter(page -> page.endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of("README.md"), pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasLinksThatLeadSomewhere(String page) throws IOException {
        for (MatchResult link : LINK.matcher(text(page)).results().toList()) {
            Path target = link.group(1).isEmpty()
                    ? ROOT.resolve(page)
                    : ROOT.resolve(page).resolveSibling(link.group(1));
            assertTrue(Files.exists(target), link::group);
            assertTrue(link.group(2) == null || anchors(target).contains(link.group(2)), link::group);
        }
    }

    private static List<String> anchors(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyTestsThatThereAre(String page) throws IOException {
        Matcher test = Pattern.compile("`(\\w+Test)(?:\\.\\w+)?`").matcher(text(page));

        assertTrue(test.results().allMatch(name -> !source(name.group(1)).isEmpty()));
    }

    @Test
    void namesTheArtifactThatIsBuilt() throws IOException {
        String dependency = blocks("xml").get(0);

        String pom = Files.readString(ROOT.resolve("src/pom.xml"));

        assertEquals(first(pom, "</parent>\\s*<artifactId>([^<]+)"), first(dependency, "<artifactId>([^<]+)"));
        assertEquals(first(pom, "<version>([^<]+)"), first(dependency, "<version>([^<]+)"));
        assertEquals(first(pom, "<groupId>([^<]+)"), first(dependency, "<groupId>([^<]+)"));
    }

    @Test
    void namesTheNewestAndTheOldestCdk() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));

        String newest = first(pom, "<aws-cdk-lib.version>([^<]+)");
        String oldest = first(pom, "<aws-cdk-lib.oldest.version>([^<]+)");

        assertTrue(text("README.md").contains("aws-cdk-lib " + newest + " and works from " + oldest + " on"));
    }

    @ParameterizedTest
    @MethodSource("props")
    void namesEveryProp(String prop) throws IOException {
        assertTrue(text(PROPS).contains("`" + prop + "`"), prop);
    }

    static Stream<String> props() {
        return Stream.of(MetadataGenerationRunProps.class, MetadataGenerationProviderProps.class)
                .flatMap(props -> Stream.of(props.getMethods()))
                .map(method -> method.getName())
                .filter(name -> name.startsWith("get"))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void namesEveryAttribute(String attribute) throws IOException {
        assertTrue(text("README.md").contains("`" + attribute + "`"), attribute);
    }

    static Stream<String> attributes() {
        return CloudFormationAnswer.ATTRIBUTES.stream();
    }

    /** Every "yes" in the comparison names the test that shows it. */
    @ParameterizedTest
    @MethodSource("yeses")
    void namesATestForEveryYes(String yes) throws IOException {
        List<String> tests = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`")
                .matcher(yes)
                .results()
                .map(test -> source(test.group(1)).contains(test.group(2) == null ? "@" : "void " + test.group(2) + "(")
                        ? ""
                        : test.group())
                .toList();

        assertFalse(tests.isEmpty(), yes);
        assertEquals(
                List.of(), tests.stream().filter(missing -> !missing.isEmpty()).toList());
    }

    static Stream<String> yeses() throws IOException {
        return text(COMPARISON).lines().filter(line -> line.startsWith("|")).filter(line -> line.contains("| yes: "));
    }

    private static String source(String testClass) {
        try (Stream<Path> files = Stream.concat(
                Files.walk(ROOT.resolve("src/test/java")), Files.walk(ROOT.resolve("lambda/src/test/java")))) {
            Path file = files.filter(path -> path.endsWith(testClass + ".java"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stack of what readers copy. */
    static Stack stackOf(List<String> snippets, Path folder) throws Exception {
        Path source = folder.resolve("Snippets.java");
        Files.writeString(source, """
                package reader;
                import io.github.datazonecdk.metadatageneration.*;
                import java.util.List;
                import java.util.Map;
                import software.amazon.awscdk.*;
                import software.amazon.awscdk.services.cloudwatch.*;
                import software.amazon.awscdk.services.events.*;
                import software.amazon.awscdk.services.events.targets.SnsTopic;
                import software.amazon.awscdk.services.lambda.Tracing;
                import software.amazon.awscdk.services.logs.RetentionDays;
                import software.amazon.awscdk.services.sns.Topic;
                import software.constructs.*;
                public class Snippets extends Stack {
                    public Snippets(Construct scope) {
                        super(scope, "Snippets");
                        %s
                    }
                }
                """.formatted(String.join("\n", snippets)));
        compile(source);
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader())) {
            return (Stack) classes.loadClass("reader.Snippets")
                    .getConstructor(Construct.class)
                    .newInstance(new App());
        }
    }

    private static void compile(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-proc:none",
                                "-cp",
                                classPath,
                                "-d",
                                source.getParent().toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertTrue(compiled, messages.toString());
    }

    private static List<String> blocks(String language) throws IOException {
        return blocks(language, "README.md");
    }

    static List<String> blocks(String language, String page) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text(page));
        return block.results().map(result -> result.group(1)).toList();
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }

    private static String text(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }
}
