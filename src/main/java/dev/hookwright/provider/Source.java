package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place in a request.
 *
 * @param names of which the first that is there counts; a dotted path for JSON
 * @param prefix must stand before the value and is taken off
 */
record Source(Kind kind, List<String> names, String prefix) {
    enum Kind {
        HEADER,
        QUERY,
        JSON
    }

    /** What stands there: the values of the first name that is present. */
    List<String> values(HookRequest request) throws UnreadableBody {
        for (String name : names) {
            List<String> values = valuesOf(request, name);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    /** The one value, without the prefix; null if there is none, or it lacks the prefix. */
    @Nullable
    String value(HookRequest request) throws UnreadableBody {
        List<String> values = values(request);
        return values.isEmpty() || !values.get(0).startsWith(prefix)
                ? null
                : values.get(0).substring(prefix.length());
    }

    private List<String> valuesOf(HookRequest request, String name) throws UnreadableBody {
        return switch (kind) {
            case HEADER -> request.headers().getOrDefault(name, List.of());
            case QUERY -> request.query().getOrDefault(name, List.of());
            case JSON -> {
                String text = scalar(request.json(), name);
                yield text == null ? List.of() : List.of(text);
            }
        };
    }

    /** A scalar at a dotted path as text; null if there is none. */
    static @Nullable String scalar(JsonNode root, String path) {
        JsonNode node = root;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + String.join(" or ", names);
    }
}
