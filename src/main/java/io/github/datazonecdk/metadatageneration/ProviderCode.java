package io.github.datazonecdk.metadatageneration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The provider function's code: the package that lies beside this class, in the published jar or in a folder of classes.
 * CDK stages files, so the package becomes one. CDK names an asset by its content, so the file's place never shows in a template.
 */
final class ProviderCode {
    private static final String RESOURCE = "provider.zip";
    private static Path file;

    private ProviderCode() {}

    static Code asset() {
        return Code.fromAsset(file().toString());
    }

    private static synchronized Path file() {
        if (file == null || !Files.exists(file)) {
            try (InputStream code = ProviderCode.class.getResourceAsStream(RESOURCE)) {
                Requirement.require(code != null, RESOURCE + " is missing beside " + ProviderCode.class.getName());
                file = write(code, Path.of(System.getProperty("java.io.tmpdir")));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot copy " + RESOURCE + " to a temporary file", e);
            }
        }
        return file;
    }

    static Path write(InputStream code, Path folder) throws IOException {
        MessageDigest digest = Sha256.digest();
        Path written = Files.createTempFile(folder, "metadata-generation-provider-", ".zip");
        Files.copy(new DigestInputStream(code, digest), written, StandardCopyOption.REPLACE_EXISTING);
        return named(written, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Named by its content, the file serves every synthesis on this machine, and no other synthesis ever sees half of
     * it. It is written anew each time: a file that lies there already may be anybody's.
     */
    private static Path named(Path written, String hash) {
        Path named = written.resolveSibling("metadata-generation-provider-" + hash + ".zip");
        try {
            return Files.move(written, named, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another user's file, or one that Windows does not replace while another synthesis reads it.
            written.toFile().deleteOnExit();
            return written;
        }
    }
}
