package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request's headers, or the parameters of its query, as the API shows them. */
final class HeaderJson {
    /** By these senders prove who they are, and by those that are named so: it is shown that they are there, no more. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(authorization|cookie|access-?key|auth-?key).*");

    private HeaderJson() {}

    /** The same of a query as it was sent. */
    static @Nullable String rawQuery(@Nullable String query) {
        return query == null
                ? null
                : Arrays.stream(query.split("&", -1))
                        .map(pair -> pair.contains("=") && isSecret(pair.substring(0, pair.indexOf('=')))
                                ? pair.substring(0, pair.indexOf('=') + 1) + Masking.MASK
                                : pair)
                        .collect(Collectors.joining("&"));
    }

    static ObjectNode of(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, value) -> json.put(name, isSecret(name) ? Masking.MASK : value));
        return json;
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() || Settings.isSecret(name);
    }
}
