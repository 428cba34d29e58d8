package dev.hookwright.flow;

import dev.hookwright.config.Settings;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * What a route file says of one call.
 *
 * @param uri with the parameters; empty for a node whose target is made while it runs
 * @param filled the same with its settings, and with the parameters of the template that it may stand in
 * @param isDynamic whether the URI is an expression
 * @param givesAnswer whether the route goes on with what is answered
 * @param bodyVariable what is sent instead of the message's body; null for the body
 * @param answerVariable where the answer goes instead of the message's body; null for the body
 */
record CallOutline(
        CamelContext context,
        String nodeId,
        String connector,
        String uri,
        String filled,
        boolean isDynamic,
        boolean givesAnswer,
        @Nullable String bodyVariable,
        @Nullable String answerVariable) {
    private static final String MASK = "••••";
    private static final String RAW = "RAW";

    static CallOutline of(CamelContext context, RouteOutline outline, NamedNode node) {
        String uri = null;
        String send = null;
        String receive = null;
        boolean dynamic = node instanceof ToDynamicDefinition;
        if (node instanceof ToDefinition to) {
            uri = to.getUri();
            send = to.getVariableSend();
            receive = to.getVariableReceive();
        } else if (node instanceof ToDynamicDefinition to) {
            uri = to.getUri();
            send = to.getVariableSend();
            receive = to.getVariableReceive();
        } else if (node instanceof KameletDefinition kamelet) {
            uri = kamelet.getName();
        }
        String written = uri == null ? "" : uri;
        return new CallOutline(
                context,
                outline.id(node),
                outline.connector(node),
                written,
                filled(context, written),
                dynamic,
                !(node instanceof WireTapDefinition),
                send,
                receive);
    }

    private static String filled(CamelContext context, String uri) {
        try {
            return context.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException e) {
            return uri; // A placeholder without a value is reported when the endpoint is made.
        }
    }

    /** What is called, settings not filled in, as these may be secret; null where the connector says it all. */
    @Nullable
    String target(Exchange exchange) {
        int mark = uri.indexOf('?');
        String address = mark < 0 ? uri : uri.substring(0, mark);
        if (address.isEmpty() || address.startsWith("kamelet:") || address.equals(connector)) {
            return null;
        }
        return isDynamic ? evaluated(exchange, address) : address;
    }

    /** By name, with the settings filled in; without what is secret by its name. */
    Map<String, String> parameters(Exchange exchange) {
        Map<String, String> parameters = new TreeMap<>();
        int mark = filled.indexOf('?');
        try {
            if (mark >= 0) {
                // The values of a dynamic URI are expressions, which are read after they are told apart.
                URISupport.parseQuery(filled.substring(mark + 1), true, true)
                        .forEach((name, value) -> parameters.put(name, value(exchange, name, String.valueOf(value))));
            }
        } catch (URISyntaxException e) {
            parameters.put("uri", filled);
        }
        return parameters;
    }

    private String value(Exchange exchange, String name, String written) {
        if (Settings.isSecret(name)) {
            return MASK;
        }
        boolean raw = written.startsWith(RAW + "(") && written.endsWith(")")
                || written.startsWith(RAW + "{") && written.endsWith("}");
        String value = raw ? written.substring(RAW.length() + 1, written.length() - 1) : written;
        return isDynamic ? String.valueOf(evaluated(exchange, value)) : value;
    }

    private @Nullable String evaluated(Exchange exchange, String text) {
        return context.resolveLanguage("simple").createExpression(text).evaluate(exchange, String.class);
    }
}
