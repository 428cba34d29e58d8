package dev.hookwright.flow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Which node of a route it is that Camel could not make: it tells its label alone. */
final class FailedNode {
    private static final Pattern LABEL = Pattern.compile(">>> (.*) <<< in route: ", Pattern.DOTALL);

    private FailedNode() {}

    /** The node, which knows its line; nothing if it is not found. */
    static Optional<ProcessorDefinition<?>> of(ModelCamelContext context, FailedToCreateRouteException failure) {
        RouteDefinition route = context.getRouteDefinition(failure.getRouteId());
        Matcher label = LABEL.matcher(String.valueOf(failure.getMessage()));
        if (route == null || !label.find()) {
            return Optional.empty();
        }
        for (ProcessorDefinition<?> node :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            boolean isOfFile = String.valueOf(node.getLocation()).equals(route.getLocation());
            if (isOfFile && node.getLineNumber() > 0 && node.toString().equals(label.group(1))) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
