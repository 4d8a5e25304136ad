package io.github.datazonecdk.metadatageneration;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Tokenization;

/**
 * The order in which CloudFormation has to deploy runs of a stack: what depends on what, by DependsOn or as a run uses an
 * attribute. What another resource than a run uses is not seen: CDK does not tell.
 */
final class DeploymentOrder {
    private final Map<RunResource, CfnResource> resources = new HashMap<>();
    private final Map<CfnResource, RunResource> runs = new HashMap<>();
    private final Map<CfnResource, Set<CfnResource>> dependencies = new HashMap<>();
    private final Map<String, List<CfnResource>> references = new HashMap<>();
    private final Map<RunResource, Set<CfnResource>> earlier = new HashMap<>();

    boolean isKnown(RunResource one, RunResource other) {
        return earlier(one).contains(resource(other)) || earlier(other).contains(resource(one));
    }

    private Set<CfnResource> earlier(RunResource run) {
        return earlier.computeIfAbsent(run, absent -> {
            Set<CfnResource> found = new HashSet<>();
            Deque<CfnResource> next = new ArrayDeque<>(List.of(resource(run)));
            while (!next.isEmpty()) {
                dependencies(next.pop()).stream().filter(found::add).forEach(next::push);
            }
            return found;
        });
    }

    private CfnResource resource(RunResource run) {
        return resources.computeIfAbsent(run, absent -> {
            CfnResource resource = run.cfnResource();
            runs.put(resource, run);
            return resource;
        });
    }

    private Set<CfnResource> dependencies(CfnResource resource) {
        return dependencies.computeIfAbsent(resource, absent -> {
            Set<CfnResource> direct = new HashSet<>(resources(resource.obtainDependencies()));
            texts(runs.get(resource)).forEach(text -> direct.addAll(references(text)));
            return direct;
        });
    }

    private static Stream<String> texts(RunResource run) {
        return run == null ? Stream.empty() : texts(run.properties().values());
    }

    private static Stream<String> texts(Collection<?> values) {
        return values.stream().flatMap(value -> {
            Stream<String> text = value instanceof String string ? Stream.of(string) : Stream.empty();
            return value instanceof Map<?, ?> map ? texts(map.values()) : text;
        });
    }

    /** Most texts have no token, which is seen without asking CDK. */
    private List<CfnResource> references(String text) {
        if (!text.contains("${Token[")) {
            return List.of();
        }
        return references.computeIfAbsent(
                text,
                absent -> resources(Tokenization.reverseString(text).getTokens().stream()
                        .filter(Reference::isReference)
                        .map(token -> ((Reference) token).getTarget())
                        .toList()));
    }

    private static List<CfnResource> resources(List<?> constructs) {
        return constructs.stream()
                .filter(CfnResource.class::isInstance)
                .map(CfnResource.class::cast)
                .toList();
    }
}
