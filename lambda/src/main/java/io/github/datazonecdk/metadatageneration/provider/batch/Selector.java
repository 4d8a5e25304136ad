package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.Asset;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.datazone.Inventory;
import io.github.datazonecdk.metadatageneration.provider.datazone.Pages;
import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Finds the assets that a batch is for. */
record Selector(BatchInput input, DataZone dataZone, S3 s3, Advice advice, Invocation invocation) {
    Selection select() {
        List<String> selected = input.assets() instanceof AssetSource.Owned owned
                ? owned(owned)
                : listed((AssetSource.Listed) input.assets());
        Set<String> distinct = new LinkedHashSet<>(selected);
        int total = distinct.size();
        if (input.skipGenerated() && total > 0) {
            distinct.removeAll(generated());
        }
        Selection selection = new Selection(total, List.copyOf(distinct));
        checkMaxAssets(selection);
        return selection;
    }

    private List<String> owned(AssetSource.Owned owned) {
        Inventory inventory = new Inventory(dataZone, input.domainIdentifier(), input.owningProjectIdentifier());
        try {
            return inventory.all(invocation).stream()
                    .filter(asset -> matches(owned, asset))
                    .map(Asset::id)
                    .toList();
        } catch (SdkException e) {
            throw ServiceError.failure("Search", input.subject(), e, advice.on(e));
        }
    }

    private static boolean matches(AssetSource.Owned owned, Asset asset) {
        return (owned.typeIdentifier() == null || owned.typeIdentifier().equals(asset.typeIdentifier()))
                && (owned.namePrefix() == null || String.valueOf(asset.name()).startsWith(owned.namePrefix()));
    }

    private List<String> listed(AssetSource.Listed listed) {
        List<String> ids = new ArrayList<>();
        for (JsonNode member : array(listed)) {
            boolean isId = member.isString() && !member.text().isBlank();
            check(isId, listed, "member " + (ids.size() + 1) + " is " + Text.quoted(member.toString()));
            ids.add(member.text());
        }
        return ids;
    }

    private List<JsonNode> array(AssetSource.Listed listed) {
        byte[] content = read(listed);
        try {
            JsonNode node = Json.parse(content);
            check(node.isArray(), listed, "it is another kind of JSON");
            return node.asArray();
        } catch (UncheckedIOException e) {
            throw notAList(listed, "it is no JSON");
        }
    }

    private byte[] read(AssetSource.Listed listed) {
        try {
            return invocation.retriesToTheEnd().call(() -> s3.get(listed.bucket(), listed.key()));
        } catch (SdkException e) {
            // Whoever may not list a bucket is denied what is not there.
            throw ServiceError.failure(
                    "GetObject",
                    listed + " of " + input.subject(),
                    e,
                    "Check that the object is there, and that " + advice.role() + " may read it");
        }
    }

    private void check(boolean holds, AssetSource.Listed listed, String why) {
        if (!holds) {
            throw notAList(listed, why);
        }
    }

    private Failure notAList(AssetSource.Listed listed, String why) {
        return new Failure(listed + " is no list of assets for " + input.subject() + ": " + why
                + ". It must be a JSON array of asset ids, each a text that is not blank");
    }

    /** The assets whose runs have succeeded for all types that are asked for, be it in one run or in several. */
    private Set<String> generated() {
        Map<String, Set<String>> typesOf = new HashMap<>();
        for (Run run : succeededRuns()) {
            typesOf.computeIfAbsent(String.valueOf(run.assetIdentifier()), asset -> new HashSet<>())
                    .addAll(run.types());
        }
        typesOf.values().removeIf(types -> !types.containsAll(input.allTypes()));
        return typesOf.keySet();
    }

    private List<Run> succeededRuns() {
        try {
            return Pages.all(page -> dataZone.succeeded(input.domainIdentifier(), page), invocation);
        } catch (SdkException e) {
            throw ServiceError.failure("ListMetadataGenerationRuns", input.subject(), e, advice.on(e));
        }
    }

    /** The quota of a month is what this guards, so what is passed over does not count. */
    private void checkMaxAssets(Selection selection) {
        int count = selection.assets().size();
        if (count > input.maxAssets()) {
            throw new Failure("Batch refused before any start for " + input.subject() + ": " + count
                    + " assets to generate for (" + selection.total() + " selected, " + selection.skipped()
                    + " generated before), but maxAssets is " + input.maxAssets()
                    + ". Raise maxAssets if the month's quota has room for them, or select fewer");
        }
    }
}
