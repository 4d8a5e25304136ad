package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.contract.Form;
import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.Cancellation;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Generation;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Kind;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.datazone.DataZoneClient;

/** The resources that stand for a run. */
public final class Runs implements Kind {
    private static final Terms TERMS =
            new Terms("run", "GetMetadataGenerationRun", "CancelMetadataGenerationRun", RunAttributes.NAMES);

    private final String functionRegion;
    private final String functionRoleArn;
    private final Function<Access, DataZoneClient> clients;
    private final Map<Access, DataZone> dataZones = new ConcurrentHashMap<>();

    /**
     * @param functionRegion where DataZone is called unless a resource names another Region
     * @param functionRoleArn whom DataZone sees, for messages
     */
    public Runs(String functionRegion, String functionRoleArn, Function<Access, DataZoneClient> clients) {
        this.functionRegion = functionRegion;
        this.functionRoleArn = functionRoleArn;
        this.clients = clients;
    }

    /** DataZone as most resources reach it: in the function's Region, by its own role. */
    public DataZone ownDataZone() {
        return dataZone(new Access(functionRegion, null, null));
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public Generation generation(Map<String, JsonNode> properties, Invocation invocation) {
        RunSettings settings = RunSettings.of(properties, functionRegion);
        Advice advice = new Advice(settings.access(), functionRoleArn, settings.clientToken() != null);
        return new RunGeneration(settings, dataZone(settings.access()), advice, invocation);
    }

    @Override
    public void cancel(String id, Map<String, JsonNode> properties, Retries retries) {
        Properties given = new Properties(properties);
        String domain = given.required(PropertyName.DOMAIN_IDENTIFIER, Form.DOMAIN);
        DataZone dataZone = dataZone(RunSettings.access(given, functionRegion));
        new Cancellation(dataZone, domain, id).callWith(retries);
    }

    private DataZone dataZone(Access access) {
        return dataZones.computeIfAbsent(access, key -> new DataZone(clients.apply(key)));
    }
}
