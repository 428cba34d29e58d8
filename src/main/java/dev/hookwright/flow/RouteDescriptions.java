package dev.hookwright.flow;

import dev.hookwright.config.Workspace;
import dev.hookwright.endpoint.RouteDescription;
import dev.hookwright.endpoint.RouteNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/** Describes the routes that the workspace's files define, each as the tree that it is. */
final class RouteDescriptions {
    private static final int LONGEST_LABEL = 120;
    private static final int VERSION_LENGTH = 12;

    private final CamelContext context;
    private final Workspace workspace;
    private final HookSources sources;
    private final RouteOutline outline;

    RouteDescriptions(CamelContext context, Workspace workspace, HookSources sources) {
        this.context = context;
        this.workspace = workspace;
        this.sources = sources;
        this.outline = new RouteOutline(context);
    }

    /** One that is made of a template is left out: no file has its text. */
    List<RouteDescription> all(List<RouteDefinition> routes) {
        return routes.stream()
                .filter(route -> !Boolean.TRUE.equals(route.isTemplate()))
                .map(this::describe)
                .sorted(Comparator.comparing(RouteDescription::id))
                .toList();
    }

    static Path file(NamedNode node) {
        return Places.file(node.getLocation());
    }

    private RouteDescription describe(RouteDefinition route) {
        String id = route.getRouteId();
        Path file = file(route);
        FromDefinition from = route.getInput();
        String uri = context.resolvePropertyPlaceholders(withoutParameters(from.getEndpointUri()));
        String yaml = textOf(file, route.getLineNumber());
        List<RouteNode> children = children(
                route,
                route.getOutputs().stream()
                        .filter(node -> isOfRoute(route, node, yaml))
                        .toList());
        return new RouteDescription(
                id,
                route.getDescriptionText(),
                sources.all().stream()
                        .filter(source -> source.routeId().equals(id))
                        .map(HookSources.Source::endpointName)
                        .toList(),
                uri,
                workspace.nameOf(file),
                Math.max(1, route.getLineNumber()),
                version(yaml),
                yaml,
                new RouteNode(id, "from", uri, null, false, Math.max(0, from.getLineNumber()), children));
    }

    /** Nodes of another file come from the policy for errors: the author did not write them here. */
    private List<RouteNode> children(RouteDefinition route, List<ProcessorDefinition<?>> nodes) {
        return nodes.stream()
                .filter(node -> node.getLocation() == null || Objects.equals(node.getLocation(), route.getLocation()))
                .map(node -> node(route, node))
                .toList();
    }

    /** Handlers of errors that stand beside the route in its file come with it as well. */
    private static boolean isOfRoute(RouteDefinition route, ProcessorDefinition<?> node, String yaml) {
        int line = node.getLineNumber();
        int first = route.getLineNumber();
        return !(node instanceof OnExceptionDefinition)
                || (line >= first && line < first + yaml.lines().count());
    }

    private RouteNode node(RouteDefinition route, ProcessorDefinition<?> node) {
        String id = outline.id(node);
        List<RouteNode> children =
                node instanceof ChoiceDefinition choice ? ways(route, choice, id) : children(route, node.getOutputs());
        return new RouteNode(
                id,
                node.getShortName(),
                cut(label(node)),
                node.getDescriptionText(),
                outline.isStep(node),
                Math.max(0, node.getLineNumber()),
                children);
    }

    /** Of a choice, which are no nodes of their own to Camel. */
    private List<RouteNode> ways(RouteDefinition route, ChoiceDefinition choice, String choiceId) {
        List<RouteNode> ways = new ArrayList<>();
        for (WhenDefinition when : choice.getWhenClauses()) {
            String label = cut(text(when.getExpression()));
            ways.add(way(when, choiceId + "-when" + (ways.size() + 1), label, children(route, when.getOutputs())));
        }
        OtherwiseDefinition otherwise = choice.getOtherwise();
        if (otherwise != null) {
            ways.add(way(otherwise, choiceId + "-otherwise", "", children(route, otherwise.getOutputs())));
        }
        return ways;
    }

    private static RouteNode way(
            OptionalIdentifiedDefinition<?> way, String id, String label, List<RouteNode> children) {
        return new RouteNode(
                id,
                way.getShortName(),
                label,
                way.getDescriptionText(),
                false,
                Math.max(0, way.getLineNumber()),
                children);
    }

    private static String label(ProcessorDefinition<?> node) {
        if (node instanceof ToDefinition to) {
            return withoutParameters(to.getUri());
        }
        if (node instanceof ToDynamicDefinition to) {
            return withoutParameters(to.getUri());
        }
        if (node instanceof KameletDefinition kamelet) {
            return "kamelet:" + kamelet.getName();
        }
        if (node instanceof LogDefinition log) {
            return String.valueOf(log.getMessage());
        }
        if (node instanceof CatchDefinition handler) {
            return String.join(", ", handler.getExceptions());
        }
        if (node instanceof ExpressionNode expression) {
            return text(expression.getExpression());
        }
        // Camel's own label of a node that holds others repeats all of them.
        return node.getOutputs().isEmpty() ? node.getLabel() : "";
    }

    private static String text(@Nullable ExpressionDefinition expression) {
        if (expression == null || expression.getExpression() == null) {
            return "";
        }
        return expression.getLanguage() + ": " + expression.getExpression().strip();
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL) + "…";
    }

    /** Parameters may hold what is nobody's business. */
    private static String withoutParameters(String uri) {
        return uri.replaceFirst("\\?.*", "");
    }

    /** From the item of the file's list that the line is in to the next. */
    private static String textOf(Path file, int line) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return "";
        }
        int first = Math.max(0, Math.min(line, lines.size()) - 1);
        while (first > 0 && !lines.get(first).startsWith("- ")) {
            first--;
        }
        int end = first + 1;
        while (end < lines.size() && !lines.get(end).startsWith("- ")) {
            end++;
        }
        return String.join("\n", lines.subList(first, end)).stripTrailing() + "\n";
    }

    private static String version(String yaml) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
