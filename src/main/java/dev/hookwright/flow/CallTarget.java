package dev.hookwright.flow;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** Names what a step calls, so that all steps that call the same thing know how it is: connector and host. */
final class CallTarget {
    private static final Pattern ADDRESS = Pattern.compile("[?&](?:baseUrl|webhookUrl|url)=([^&]+)");
    private static final Pattern HOST = Pattern.compile("[?&]host=([^&]+)");
    private static final Pattern PORT = Pattern.compile("[?&]port=([^&]+)");

    private final CamelContext context;
    private final RouteOutline outline;

    CallTarget(CamelContext context, RouteOutline outline) {
        this.context = context;
        this.outline = outline;
    }

    String of(NamedNode node) {
        String connector = outline.connector(node);
        return host(node).map(host -> connector + " at " + host).orElse(connector);
    }

    /** The host that is called, with its port if that is said. */
    Optional<String> host(NamedNode node) {
        String uri = uri(node);
        Optional<String> address = isHttp(uri) ? Optional.of(uri) : address(uri);
        return address.flatMap(CallTarget::host);
    }

    /** Whether what the node calls is called by HTTP, as its author wrote it. */
    boolean isHttp(NamedNode node) {
        return node instanceof ExpressionNode dynamic && dynamic.getExpression() != null
                ? isHttp(String.valueOf(dynamic.getExpression().getExpression()))
                : isHttp(uri(node));
    }

    private static boolean isHttp(String uri) {
        return uri.startsWith("http:") || uri.startsWith("https:");
    }

    private String uri(NamedNode node) {
        String uri = node instanceof ToDefinition to
                ? to.getUri()
                : node instanceof ToDynamicDefinition dynamic
                        ? dynamic.getUri()
                        : node instanceof KameletDefinition kamelet ? kamelet.getName() : null;
        if (uri == null) {
            return "";
        }
        try {
            return context.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException e) {
            // A placeholder without a value is reported when the endpoint is made.
            return uri;
        }
    }

    private static Optional<String> address(String uri) {
        return parameter(ADDRESS, uri)
                .or(() -> parameter(HOST, uri)
                        .map(host -> parameter(PORT, uri)
                                .map(port -> host + ":" + port)
                                .orElse(host)));
    }

    private static Optional<String> parameter(Pattern name, String uri) {
        Matcher matcher = name.matcher(uri);
        return matcher.find()
                ? Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8)
                        .replaceFirst("^RAW\\((.*)\\)$", "$1"))
                : Optional.empty();
    }

    /** Host and port; nothing of the rest, which may hold secrets. */
    private static Optional<String> host(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address.split("\\?", 2)[0] : "//" + address);
            String host = uri.getHost();
            return host == null ? Optional.empty() : Optional.of(uri.getPort() < 0 ? host : host + ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
