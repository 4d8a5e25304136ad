package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
            distinct.removeAll(generatedOf(Set.copyOf(distinct)));
        }
        Selection selection = new Selection(total, List.copyOf(distinct));
        checkMaxAssets(selection);
        checkTimeout(selection);
        return selection;
    }

    private List<String> owned(AssetSource.Owned owned) {
        Inventory inventory = new Inventory(dataZone, input.domainIdentifier(), input.owningProjectIdentifier());
        try {
            return inventory.all(invocation.retriesToTheEndOfATask(), invocation).stream()
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
            return invocation.retriesToTheEndOfATask().call(() -> s3.get(listed.bucket(), listed.key()));
        } catch (SdkException e) {
            // Whoever may not list a bucket is denied what is not there.
            String refused = "Check that the object is there, and that " + advice.role() + " may read it";
            throw S3.failure("GetObject", listed + " of " + input.subject(), e, refused, advice);
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

    /** Those whose runs have succeeded for all types that are asked for, be it in one run or in several. */
    private Set<String> generatedOf(Set<String> selected) {
        Map<String, Set<String>> typesOf = new HashMap<>();
        Set<String> generated = new HashSet<>();
        readSucceededRuns(runs -> {
            for (Run run : runs) {
                String asset = String.valueOf(run.assetIdentifier());
                Set<String> types = typesOf.computeIfAbsent(asset, key -> new HashSet<>());
                types.addAll(run.types());
                if (types.containsAll(input.types())) {
                    generated.add(asset);
                }
            }
            return generated.containsAll(selected);
        });
        return generated;
    }

    private void readSucceededRuns(Predicate<List<Run>> enough) {
        try {
            Pages.read(
                    page -> dataZone.succeeded(input.domainIdentifier(), page),
                    enough,
                    invocation.retriesToTheEndOfATask(),
                    invocation);
        } catch (SdkException e) {
            throw ServiceError.failure("ListMetadataGenerationRuns", input.subject(), e, advice.on(e));
        }
    }

    /** The quota of a month is what this guards, so what is passed over does not count. */
    private void checkMaxAssets(Selection selection) {
        int count = selection.assets().size();
        if (count > input.maxAssets()) {
            throw refused(count + " assets to generate for (" + selection.total() + " selected, " + selection.skipped()
                    + " generated before), but maxAssets is " + input.maxAssets()
                    + ". Raise maxAssets if the month's quota has room for them, or select fewer");
        }
    }

    /** Where somebody waits, what cannot end in time is not to be paid for. */
    private void checkTimeout(Selection selection) {
        int count = selection.assets().size();
        Duration needed = selection.untilLastTurn(input.startsPerSecond());
        if (count > 0 && input.timeout() != null && needed.compareTo(input.timeout()) > 0) {
            throw refused(count + " assets at " + input.startsPerSecond() + " starts a second need "
                    + needed.plusSeconds(59).toMinutes() + " min to start, but timeout is "
                    + Text.words(input.timeout())
                    + ". Raise timeout (at most " + Text.words(TimeLimit.LONGEST_TIMEOUT)
                    + "), raise startsPerSecond if DataZone lets you, or set waitForCompletion to false");
        }
    }

    private Failure refused(String why) {
        return new Failure("Batch refused before any start for " + input.subject() + ": " + why);
    }
}
