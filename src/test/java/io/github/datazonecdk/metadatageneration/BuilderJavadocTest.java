package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setter says what its prop may be and what the default is, as the prop's getter says it: editors follow no link. */
class BuilderJavadocTest {
    private static final Path SOURCES =
            CloudAssembly.testClasses().resolve("../../src/main/java/io/github/datazonecdk/metadatageneration");

    private static final Pattern GETTER = Pattern.compile(
            "@return ((?:(?!@return|\\*/).)+?)(?: @see (?:(?!\\*/).)+)? \\*/ (?:default )?\\S+ get(\\w+)\\(\\)");

    private static final Pattern SETTER =
            Pattern.compile("@param (\\w+) ((?:(?!@param|\\*/).)+?); see \\{@link \\w+#get");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MetadataGenerationOptions",
                "MetadataGenerationBatchProps",
                "MetadataGenerationRunProps",
                "MetadataGenerationProviderProps"
            })
    void saysOfEachPropWhatItsGetterSays(String props) throws IOException {
        String source = source(props);
        int setters = source.indexOf("abstract class Setters");

        Map<String, String> getters = getters(source.substring(0, setters));

        assertFalse(getters.isEmpty());
        assertEquals(getters, setters(source.substring(setters)));
    }

    private static Map<String, String> getters(String source) {
        Map<String, String> getters = new TreeMap<>();
        Matcher getter = GETTER.matcher(source);
        while (getter.find()) {
            String name = getter.group(2);
            getters.put(name.substring(0, 1).toLowerCase() + name.substring(1), getter.group(1));
        }
        return getters;
    }

    private static Map<String, String> setters(String source) {
        Map<String, String> setters = new TreeMap<>();
        Matcher setter = SETTER.matcher(source);
        while (setter.find()) {
            setters.put(setter.group(1), setter.group(2));
        }
        return setters;
    }

    /** On one line, without the asterisks of the comments. */
    private static String source(String name) throws IOException {
        return Files.readString(SOURCES.resolve(name + ".java"))
                .replaceAll("\\s*\\n\\s*\\*(?!/)", " ")
                .replaceAll("\\s+", " ");
    }
}
