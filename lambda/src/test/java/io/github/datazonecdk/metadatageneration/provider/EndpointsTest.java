package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Where the function would call, without a stand-in: in its jar, nothing knows a service's endpoints but its own rules. */
class EndpointsTest {
    private final ProxySelector before = ProxySelector.getDefault();
    private final Set<String> hosts = new ConcurrentSkipListSet<>();

    @BeforeEach
    void goNowhere() {
        ProxySelector.setDefault(new Nowhere());
    }

    @AfterEach
    void goWhereConnectionsWent() {
        ProxySelector.setDefault(before);
        System.clearProperty("aws.useFipsEndpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, datazone.eu-west-1.api.aws",
        "us-east-1, datazone.us-east-1.api.aws",
        "us-gov-west-1, datazone.us-gov-west-1.api.aws",
        "cn-north-1, datazone.cn-north-1.api.amazonwebservices.com.cn",
    })
    void areDataZonesInTheRegionGiven(String region, String host) {
        call(new Clients("eu-west-1"), new Access(region, null, null));

        assertEquals(Set.of(host), hosts);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areWhereTheFirstConnectionGoes(boolean fips) {
        System.setProperty("aws.useFipsEndpoint", Boolean.toString(fips));
        DataZone dataZone = new DataZone(new Clients("eu-west-1").dataZone(new Access("us-east-1", null, null)));

        call(dataZone);

        assertEquals(Set.of(dataZone.endpoint().getHost()), hosts);
        assertEquals(fips, hosts.toString().contains("fips"), hosts::toString);
    }

    @Test
    void areStsInTheFunctionsOwnRegion() {
        call(new Clients("eu-west-1"), new Access("us-east-1", "arn:aws:iam::210987654321:role/Steward", null));

        assertEquals(Set.of("sts.eu-west-1.amazonaws.com"), hosts);
    }

    private static void call(Clients clients, Access access) {
        call(new DataZone(clients.dataZone(access)));
    }

    private static void call(DataZone dataZone) {
        assertThrows(SdkClientException.class, () -> dataZone.get("dzd_4p2", "run0001"));
    }

    /** Leads each connection to a port of this machine that nobody serves. */
    private final class Nowhere extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            hosts.add(uri.getHost());
            return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            // As meant.
        }
    }
}
