package dev.hookwright.flow;

import dev.hookwright.lint.Schemes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** What the nodes of a route are: which call the outside, what they are called, which step comes next. */
final class RouteOutline {
    private final CamelContext context;

    RouteOutline(CamelContext context) {
        this.context = context;
    }

    /** Whether the node calls the outside. */
    boolean isStep(NamedNode node) {
        if (node instanceof ToDefinition || node instanceof ToDynamicDefinition) {
            String uri = uri(node);
            return !Schemes.isLocal(uri);
        }
        if (Recipients.areAsked(node)) {
            return !Recipients.areSurelyLocal(context, node);
        }
        return node instanceof KameletDefinition
                || node instanceof PollEnrichDefinition
                || node instanceof PollDefinition;
    }

    /** Whether the node goes on in another of the author's routes. */
    boolean isLocalCall(NamedNode node) {
        return node instanceof ToDefinition || node instanceof ToDynamicDefinition
                ? Schemes.of(uri(node)).equals("direct")
                : Recipients.areSurelyLocal(context, node);
    }

    /** The Kamelet's name, or the scheme of what is called. */
    String connector(NamedNode node) {
        if (node instanceof KameletDefinition kamelet) {
            return kamelet.getName();
        }
        if (node instanceof ToDefinition || node instanceof ToDynamicDefinition) {
            String uri = uri(node);
            return uri.startsWith("kamelet:")
                    ? uri.substring("kamelet:".length()).split("[/?]", 2)[0]
                    : Schemes.of(uri);
        }
        return node.getShortName();
    }

    /**
     * The node's id, the same after every start. Camel's own generated ids count all nodes of all files, so a node
     * without an id gets its kind and its place among those of its kind in the route.
     */
    String id(NamedNode node) {
        if (hasOwnId(node)) {
            return node.getId();
        }
        NamedNode root = root(node);
        List<NamedNode> alike = new ArrayList<>();
        for (NamedNode other : below(root)) {
            if (other.getShortName().equals(node.getShortName()) && !hasOwnId(other)) {
                alike.add(other);
            }
        }
        String ownId = node.getShortName() + (indexOfSame(alike, node) + 1);
        return root instanceof OnExceptionDefinition handler
                ? "onException(" + String.join(",", handler.getExceptions()) + ")-" + ownId
                : ownId;
    }

    /** The step that comes next, inside the node or behind it, within the same branch. */
    Optional<NamedNode> nextStep(NamedNode node) {
        Optional<NamedNode> inside = firstStep(below(node));
        if (inside.isPresent() || !(node.getParent() instanceof ProcessorDefinition<?> parent)) {
            return inside;
        }
        List<NamedNode> behind = new ArrayList<>();
        List<ProcessorDefinition<?>> siblings = parent.getOutputs();
        for (ProcessorDefinition<?> sibling : siblings.subList(indexOfSame(siblings, node) + 1, siblings.size())) {
            behind.add(sibling);
            behind.addAll(below(sibling));
        }
        return firstStep(behind);
    }

    private Optional<NamedNode> firstStep(List<NamedNode> nodes) {
        return nodes.stream().filter(this::isStep).findFirst();
    }

    private static boolean hasOwnId(NamedNode node) {
        return node instanceof OptionalIdentifiedDefinition<?> definition && definition.hasCustomIdAssigned();
    }

    static NamedNode root(NamedNode node) {
        NamedNode root = node;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root;
    }

    /** All nodes below one, in the order of the file. */
    private static List<NamedNode> below(NamedNode node) {
        List<NamedNode> nodes = new ArrayList<>();
        if (node instanceof ProcessorDefinition<?> definition) {
            nodes.addAll(
                    ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), ProcessorDefinition.class));
        }
        return nodes;
    }

    private static int indexOfSame(List<? extends NamedNode> nodes, NamedNode node) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) == node) {
                return i;
            }
        }
        return -1;
    }

    private String uri(NamedNode node) {
        String uri = node instanceof ToDefinition to ? to.getUri() : ((ToDynamicDefinition) node).getUri();
        if (uri == null) {
            return "";
        }
        int options = uri.indexOf('?');
        String address = options < 0 ? uri : uri.substring(0, options);
        return address.startsWith("{{") ? context.resolvePropertyPlaceholders(address) : address;
    }
}
