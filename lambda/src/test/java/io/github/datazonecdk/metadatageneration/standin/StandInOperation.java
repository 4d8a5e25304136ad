package io.github.datazonecdk.metadatageneration.standin;

import static io.github.datazonecdk.metadatageneration.standin.StandInShape.ANY;
import static io.github.datazonecdk.metadatageneration.standin.StandInShape.listOf;
import static io.github.datazonecdk.metadatageneration.standin.StandInShape.oneOf;
import static io.github.datazonecdk.metadatageneration.standin.StandInShape.structure;
import static io.github.datazonecdk.metadatageneration.standin.StandInShape.text;
import static java.util.Map.entry;

import io.github.datazonecdk.metadatageneration.standin.StandInShape.Decimal;
import io.github.datazonecdk.metadatageneration.standin.StandInShape.Structure;
import io.github.datazonecdk.metadatageneration.standin.StandInShape.Whole;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operations of the API with their paths and constraints, as its service model (2018-05-10) has them. */
public enum StandInOperation {
    START("StartMetadataGenerationRun", "POST", "/metadata-generation-runs", structure(), Body.START),
    LIST("ListMetadataGenerationRuns", "GET", "/metadata-generation-runs", Query.LIST, structure()),
    GET("GetMetadataGenerationRun", "GET", "/metadata-generation-runs/{identifier}", Query.GET, structure()),
    CANCEL(
            "CancelMetadataGenerationRun",
            "POST",
            "/metadata-generation-runs/{identifier}/cancel",
            structure(),
            structure()),
    ACCEPT("AcceptPredictions", "PUT", "/assets/{identifier}/accept-predictions", Query.ACCEPT, Body.ACCEPT),
    SEARCH("Search", "POST", "/search", structure(), Body.SEARCH);

    public final String apiName;
    public final Structure query;
    public final Structure body;
    private final String method;
    private final Pattern path;

    StandInOperation(String apiName, String method, String path, Structure query, Structure body) {
        this.apiName = apiName;
        this.method = method;
        this.path = Pattern.compile("/v2/domains/([^/]+)" + path.replace("{identifier}", "([^/]+)"));
        this.query = query;
        this.body = body;
    }

    public static StandInOperation of(String method, String path) {
        return Stream.of(values())
                .filter(operation -> operation.method.equals(method))
                .filter(operation -> operation.path.matcher(path).matches())
                .findFirst()
                .orElseThrow(() -> StandInRefusal.unknownOperation(method, path));
    }

    /** The domain, and the identifier where the path has one. */
    List<String> identifiers(String rawPath) {
        Matcher matcher = path.matcher(rawPath);
        matcher.matches();
        return List.of(matcher.group(1), matcher.groupCount() > 1 ? matcher.group(2) : "");
    }

    /** Constraints that several members share. */
    static final class Id {
        static final StandInShape DOMAIN = text("dzd[-_][a-zA-Z0-9_-]{1,36}", 0, Integer.MAX_VALUE);
        static final StandInShape OTHER = text("[a-zA-Z0-9_-]{1,36}", 0, Integer.MAX_VALUE);
        static final StandInShape REVISION = text(".*", 1, 64);
        static final StandInShape CLIENT_TOKEN = text("[\\x21-\\x7E]+", 1, 128);
        static final StandInShape NEXT_TOKEN = text(".*", 1, 8192);
        static final StandInShape TYPE =
                oneOf("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", "BUSINESS_GLOSSARY_ASSOCIATIONS");
        static final StandInShape STATUS =
                oneOf("SUBMITTED", "IN_PROGRESS", "CANCELED", "SUCCEEDED", "FAILED", "PARTIALLY_SUCCEEDED");

        private Id() {}
    }

    private static final class Query {
        static final Structure GET = structure(entry("type", Id.TYPE));
        static final Structure LIST = structure(
                entry("status", Id.STATUS),
                entry("type", Id.TYPE),
                entry("targetIdentifier", Id.OTHER),
                entry("nextToken", Id.NEXT_TOKEN),
                entry("maxResults", new Whole(1, 50)));
        static final Structure ACCEPT = structure(entry("revision", Id.REVISION));

        private Query() {}
    }

    private static final class Body {
        static final Structure START = structure(
                entry("type", Id.TYPE),
                entry("types", listOf(Id.TYPE, 1, 2)),
                entry(
                        "*target",
                        structure(
                                entry("*type", oneOf("ASSET")),
                                entry("*identifier", ANY),
                                entry("revision", Id.REVISION))),
                entry("clientToken", Id.CLIENT_TOKEN),
                entry("*owningProjectIdentifier", Id.OTHER));
        static final Structure ACCEPT = structure(
                entry("acceptRule", structure(entry("rule", oneOf("ALL", "NONE")), entry("threshold", new Decimal()))),
                entry(
                        "acceptChoices",
                        listOf(
                                structure(
                                        entry("*predictionTarget", ANY),
                                        entry("predictionChoice", new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                                        entry("editedValue", text(".*", 1, 5000))),
                                0,
                                Integer.MAX_VALUE)),
                entry("clientToken", Id.CLIENT_TOKEN));

        static final Structure SEARCH = structure(
                entry("*searchScope", oneOf("ASSET", "GLOSSARY", "GLOSSARY_TERM", "DATA_PRODUCT")),
                entry("owningProjectIdentifier", Id.OTHER),
                entry("searchText", text(".*", 1, 4096)),
                entry("maxResults", new Whole(1, 50)),
                entry("nextToken", Id.NEXT_TOKEN));

        private Body() {}
    }
}
