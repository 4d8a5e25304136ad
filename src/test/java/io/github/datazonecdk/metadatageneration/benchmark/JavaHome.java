package io.github.datazonecdk.metadatageneration.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** An installed Java. */
record JavaHome(Path directory) {

    /** One of this feature version, wherever Javas usually are; else the one that runs this. */
    static JavaHome of(int feature) {
        Path running = Path.of(System.getProperty("java.home"));
        return Stream.of(
                        Stream.of("JAVA" + feature + "_HOME", "JAVA_HOME_" + feature + "_X64", "JAVA_HOME")
                                .map(System::getenv)
                                .flatMap(Stream::ofNullable)
                                .map(Path::of),
                        Stream.of(running),
                        folders(Path.of("/usr/lib/jvm")),
                        folders(Path.of(System.getProperty("user.home"), ".sdkman/candidates/java")),
                        folders(Path.of("/Library/Java/JavaVirtualMachines"))
                                .map(each -> each.resolve("Contents/Home")))
                .flatMap(homes -> homes)
                .map(JavaHome::new)
                .filter(home -> home.version().split("[.+-]")[0].equals(Integer.toString(feature)))
                .findFirst()
                .orElse(new JavaHome(running));
    }

    String java() {
        return directory.resolve("bin/java").toString();
    }

    /** As the file that each Java has says; empty where there is none. */
    String version() {
        return property("JAVA_VERSION");
    }

    String vendor() {
        return property("IMPLEMENTOR");
    }

    private String property(String name) {
        Properties release = new Properties();
        Path file = directory.resolve("release");
        try (var in = Files.newBufferedReader(file)) {
            release.load(in);
        } catch (IOException e) {
            return "";
        }
        return Optional.ofNullable(release.getProperty(name)).orElse("").replace("\"", "");
    }

    private static Stream<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
