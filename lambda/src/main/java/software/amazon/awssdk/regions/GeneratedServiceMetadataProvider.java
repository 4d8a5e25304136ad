package software.amazon.awssdk.regions;

/**
 * Knows no service's metadata. The SDK's class of this name makes the metadata of all services where a client is made:
 * 300 classes of which none is needed, as the clients find their endpoints by their own rules.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

    /** Creates the provider, as the SDK does once. */
    public GeneratedServiceMetadataProvider() {}

    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        // The SDK's default for services that it does not know.
        return null;
    }
}
