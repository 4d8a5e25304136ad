package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A program for Node.js that reads JSON and writes some, with the modules that npm has installed beside it. */
public record NodeProgram(String name) {
    private static final String TOOLS = "interpreter";

    /** Says what the program wrote where it fails. */
    public String run(JsonNode input) throws IOException, InterruptedException {
        Process process = start(install(), input);
        process.outputWriter().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(name + " failed:\n" + output);
        }
        return output;
    }

    /** Starts the program that was installed, and leaves its input open behind this line. */
    Process start(Path program, JsonNode line) throws IOException {
        Process process = new ProcessBuilder("node", program.toString())
                .redirectErrorStream(true)
                .start();
        send(process, line.toString());
        return process;
    }

    static void send(Process process, String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Node.js looks for modules beside the program. */
    Path install() throws IOException, InterruptedException {
        Path folder = NodeModules.install(NodeProgram.class, TOOLS).getParent();
        return Files.copy(
                CloudAssembly.resource(NodeProgram.class, TOOLS + "/" + name),
                folder.resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
