package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import java.io.File;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who loads the packaged function's classes. That it works with them, the tests of deployments see. */
class ProviderFunctionTest {
    private static final String ENDPOINT = "aws.endpointUrlDataZone";

    @BeforeEach
    void connectNowhere() {
        System.setProperty(ENDPOINT, "http://127.0.0.1:1");
    }

    @AfterEach
    void connectAsUsual() {
        System.clearProperty(ENDPOINT);
    }

    @Test
    void loadsTheHandlerAndWhatItNeedsItself() throws ClassNotFoundException {
        ClassLoader loader = new ProviderFunction().handler().getClass().getClassLoader();

        assertInstanceOf(JarClassLoader.class, loader);
        String client = "software.amazon.awssdk.services.datazone.DataZoneClient";
        assertSame(loader, loader.loadClass(client).getClassLoader());
        assertNotEquals(Class.forName(client), loader.loadClass(client));
    }

    @Test
    void leavesTheLoadingToLambdaWhereItCannot() throws Exception {
        ProviderFunction function =
                new ProviderFunction(URI.create("file:/no/such.jar").toURL());

        assertInstanceOf(MetadataGenerationHandler.class, function.handler());
    }

    @Test
    void takesFromLambdaTheInterfacesBetweenThem() throws Exception {
        ClassLoader loader = loader();

        assertSame(RequestStreamHandler.class, loader.loadClass(RequestStreamHandler.class.getName()));
        assertSame(String.class, loader.loadClass("java.lang.String"));
    }

    @Test
    void takesFromLambdaWhatTheJarDoesNotHold() throws Exception {
        ClassLoader loader = loader();

        assertSame(Test.class, loader.loadClass(Test.class.getName()));
        assertNotNull(loader.getResource("META-INF/NOTICE"));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("no.such.Class"));
    }

    /** For logs of the JVM, and for whoever asks a class. */
    @Test
    void saysWhereTheClassesAreFrom() throws Exception {
        assertEquals(
                ProviderFunction.class.getProtectionDomain(),
                loader().loadClass(Run.class.getName()).getProtectionDomain());
    }

    private static ClassLoader loader() throws Exception {
        URI jar = ProviderFunction.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return new JarClassLoader(new File(jar), ProviderFunction.class);
    }
}
