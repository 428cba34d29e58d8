package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request's headers, or the parameters of its query, as the API shows them: without what senders prove by who they are.
 *
 * @param redact takes known secrets out of a text: some vendors' tokens, and those of an operator's own, stand under names
 *     that say nothing of it
 */
record HeaderJson(UnaryOperator<String> redact) {
    /** By these senders prove who they are, and by those that are named so: it is shown that they are there, no more. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(authorization|cookie|access-?key|auth-?key).*");

    /** The same of a query as it was sent. */
    @Nullable
    String rawQuery(@Nullable String query) {
        return query == null
                ? null
                : Arrays.stream(query.split("&", -1)).map(this::pair).collect(Collectors.joining("&"));
    }

    private String pair(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? pair
                : pair.substring(0, equals + 1) + shown(pair.substring(0, equals), pair.substring(equals + 1));
    }

    ObjectNode of(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, value) -> json.put(name, shown(name, value)));
        return json;
    }

    private String shown(String name, String value) {
        return isSecret(name) || !redact.apply(value).equals(value) ? Masking.MASK : value;
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() || Settings.isSecret(name);
    }
}
