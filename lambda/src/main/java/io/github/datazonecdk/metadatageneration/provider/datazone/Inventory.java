package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** The assets that a project owns. */
public record Inventory(DataZone dataZone, String domainIdentifier, String owningProjectIdentifier) {
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_SHOWN = 120;

    public List<Asset> all(Retries retries, Invocation invocation) {
        return search(null, retries, invocation);
    }

    private List<Asset> search(String text, Retries retries, Invocation invocation) {
        return Pages.all(
                        page -> dataZone.search(domainIdentifier, owningProjectIdentifier, text, page),
                        retries,
                        invocation)
                .stream()
                .filter(asset -> owningProjectIdentifier.equals(asset.owningProjectId()))
                .toList();
    }

    /** The one asset of exactly this name. */
    public Asset named(String name, Invocation invocation) {
        Retries retries = invocation.retriesToTheEnd();
        List<Asset> similar = search(name, retries, invocation);
        List<Asset> found = named(name, similar);
        if (found.isEmpty()) {
            // Which names a search for this one finds is not documented.
            List<Asset> all = all(retries, invocation);
            found = named(name, all);
            similar = similar.isEmpty() ? all : similar;
        }
        if (found.size() != 1) {
            throw notOne(name, found, similar);
        }
        return found.get(0);
    }

    private static List<Asset> named(String name, List<Asset> assets) {
        return assets.stream().filter(asset -> name.equals(asset.name())).toList();
    }

    private Failure notOne(String name, List<Asset> found, List<Asset> similar) {
        String head = "Search of project " + owningProjectIdentifier + " (domain " + domainIdentifier
                + ") for an asset named " + Text.quoted(name);
        if (!found.isEmpty()) {
            return Failure.of(
                    head,
                    found.size() + " are: " + shown(found) + ".",
                    " Give the identifier of the one that is meant, by MetadataGenerationTarget.asset");
        }
        String there = similar.isEmpty() ? "the project owns no assets." : "there are " + shown(similar) + ".";
        return Failure.of(head, "none is; " + there, " Correct the name, or deploy again once the asset is there");
    }

    private static String shown(List<Asset> assets) {
        String more = assets.size() > MOST_SHOWN ? " and " + (assets.size() - MOST_SHOWN) + " more" : "";
        return assets.stream().limit(MOST_SHOWN).map(Inventory::shown).collect(Collectors.joining(", ")) + more;
    }

    private static String shown(Asset asset) {
        return Text.line("\"" + asset.name() + "\" " + asset.id() + " (" + asset.typeIdentifier() + ")", LONGEST_SHOWN);
    }
}
