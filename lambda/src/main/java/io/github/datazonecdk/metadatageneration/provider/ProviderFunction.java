package io.github.datazonecdk.metadatageneration.provider;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;

/** What Lambda calls: the handler, of classes that the function loads itself, which takes less time. */
public final class ProviderFunction implements RequestStreamHandler {
    private final RequestStreamHandler handler;

    /** Creates the handler, once per function instance. */
    public ProviderFunction() {
        this(ProviderFunction.class.getProtectionDomain().getCodeSource().getLocation());
    }

    ProviderFunction(URL jar) {
        this.handler = handler(jar);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handler.handleRequest(input, output, context);
    }

    RequestStreamHandler handler() {
        return handler;
    }

    /** Never fails because of the loader: without it, the function only starts more slowly. */
    private static RequestStreamHandler handler(URL jar) {
        try {
            return (RequestStreamHandler) new JarClassLoader(new File(jar.toURI()), ProviderFunction.class)
                    .loadClass(MetadataGenerationHandler.class.getName())
                    .getConstructor()
                    .newInstance();
        } catch (IOException | URISyntaxException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.err.println("classes are loaded as usual: " + e);
            return new MetadataGenerationHandler();
        }
    }
}
