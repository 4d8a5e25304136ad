package io.github.datazonecdk.metadatageneration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The assets that the stand-in finds. Callers hold its lock. */
final class StandInInventory {
    private final List<Asset> assets = new ArrayList<>();
    int most = Integer.MAX_VALUE;
    boolean ofAllProjects;

    private record Asset(String domain, String project, String id, String name, String type) {}

    void add(String domain, String project, String id, String name, String type) {
        assets.add(new Asset(domain, project, id, name, type));
    }

    ObjectNode search(String domain, JsonNode request) {
        String project = request.path("owningProjectIdentifier").textValue();
        String text = request.path("searchText").asText("").toLowerCase(Locale.ROOT);
        List<Asset> found = assets.stream()
                .filter(asset -> asset.domain().equals(domain))
                .filter(asset ->
                        ofAllProjects || project == null || asset.project().equals(project))
                .filter(asset -> asset.name().toLowerCase(Locale.ROOT).contains(text))
                .toList();
        int from = request.path("nextToken").asInt(0);
        int end = Math.min(found.size(), most);
        int to = Math.min(end, from + request.path("maxResults").asInt(50));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("totalMatchCount", found.size());
        ArrayNode items = answer.putArray("items");
        found.subList(from, to)
                .forEach(asset -> items.addObject()
                        .putObject("assetItem")
                        .put("domainId", domain)
                        .put("identifier", asset.id())
                        .put("name", asset.name())
                        .put("typeIdentifier", asset.type())
                        .put("typeRevision", "1")
                        .put("owningProjectId", asset.project()));
        if (to < end) {
            answer.put("nextToken", String.valueOf(to));
        }
        return answer;
    }
}
