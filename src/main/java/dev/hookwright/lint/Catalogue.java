package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** What Camel says of itself: its YAML and the parameters of its components. */
final class Catalogue {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Catalogue() {}

    static boolean hasComponent(String scheme) {
        return scheme.matches("[a-z0-9-]+") && Catalogue.class.getResource(descriptionOf(scheme)) != null;
    }

    /** Empty if nothing is known of it, or if it takes any. */
    static Set<String> parameters(String scheme) {
        Set<String> names = new TreeSet<>();
        JsonNode description = component(scheme);
        if (!description.path("component").path("lenientProperties").asBoolean() || scheme.equals("kamelet")) {
            description.path("properties").fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    /** Also of one that takes any besides. */
    static Set<String> allParameters(String scheme) {
        Set<String> names = new TreeSet<>();
        JsonNode description = read(descriptionOf(scheme));
        description.path("properties").fieldNames().forEachRemaining(names::add);
        // http: takes some of its component's in an address too.
        description.path("componentProperties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Large: read once, when it is asked for first. */
    private static final class Routes {
        static final JsonNode ITEMS = wholeSchema().path("items");
    }

    /** Of an item of a file of routes. */
    static JsonNode schema() {
        return Routes.ITEMS;
    }

    /** Of a file of routes; the caller's own. */
    static ObjectNode wholeSchema() {
        return (ObjectNode) read("/schema/camelYamlDsl.json");
    }

    /** What Camel says of a component; nothing if it has none of that name. */
    static JsonNode component(String scheme) {
        return hasComponent(scheme) ? read(descriptionOf(scheme)) : MissingNode.getInstance();
    }

    private static String descriptionOf(String scheme) {
        return "/META-INF/org/apache/camel/component/" + family(scheme) + "/" + scheme + ".json";
    }

    /** Whose folder its description is in. */
    private static String family(String scheme) {
        return switch (scheme) {
            case "https" -> "http";
            case "class" -> "beanclass";
            case "smtp", "smtps", "imap", "imaps", "pop3", "pop3s" -> "mail";
            default -> scheme.equals("platform-http") ? "platform/http" : scheme.replace('-', '.');
        };
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
            return in == null ? MissingNode.getInstance() : MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Camel's catalogue cannot be read", e);
        }
    }
}
