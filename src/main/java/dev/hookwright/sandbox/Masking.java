package dev.hookwright.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes credentials out of what is shown of a request: somebody may have pointed real ones here. */
final class Masking {
    static final String MASK = "***";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i).*(authorization|token|secret|api-?key|password|cookie|signature).*");
    private static final String SECRET_NAME =
            "(?:[a-z_-]*token|[a-z_-]*secret|[a-z_-]*password|assertion|client_assertion|routing_key|api_?key|sig)";
    private static final Pattern SECRET_FIELD = Pattern.compile("(?i)" + SECRET_NAME);
    private static final Pattern SECRET_PAIR = Pattern.compile("(?i)(^|&)(" + SECRET_NAME + ")=[^&]*");
    private static final Pattern SCHEME = Pattern.compile("(?i)(basic|bearer|bot|token|zoho-oauthtoken) .*");
    /** Vendors in whose addresses a secret stands: what comes before it, and it. */
    private static final Map<String, Pattern> SECRET_PATH = Map.of(
            "telegram", Pattern.compile("^(/bot).*?(?=/sendMessage$|$)"),
            "slack", Pattern.compile("^(/services/[^/]+/[^/]+/).+"),
            "discord", Pattern.compile("^(/api(?:/v[0-9]+)?/webhooks/[^/]+/).+"),
            "teams", Pattern.compile("^(/workflows/).*?(?=/triggers/|$)"));

    private Masking() {}

    static Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach(
                (name, value) -> shown.put(name, SECRET_HEADER.matcher(name).matches() ? scheme(value) + MASK : value));
        return shown;
    }

    private static String scheme(String value) {
        return SCHEME.matcher(value).matches() ? value.substring(0, value.indexOf(' ') + 1) : "";
    }

    static String path(Call call) {
        Pattern secret = SECRET_PATH.get(call.vendor());
        return secret == null ? call.path() : secret.matcher(call.path()).replaceFirst("$1" + MASK);
    }

    static String query(String query) {
        return SECRET_PAIR.matcher(query).replaceAll("$1$2=" + MASK);
    }

    static String body(Call call, String text) {
        if (call.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
            return query(text);
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json == null || !json.isContainerNode()) {
                return text;
            }
            boolean masked = mask(json);
            // Mailchimp Transactional has its key in the body.
            if (call.vendor().equals("mandrill") && json instanceof ObjectNode body && body.has("key")) {
                body.put("key", MASK);
                masked = true;
            }
            return masked ? json.toString() : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static boolean mask(JsonNode node) {
        boolean masked = false;
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isTextual()
                        && SECRET_FIELD.matcher(field.getKey()).matches()) {
                    field.setValue(TextNode.valueOf(MASK));
                    masked = true;
                }
            }
        }
        for (JsonNode child : node) {
            masked |= mask(child);
        }
        return masked;
    }
}
