package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Settings;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's headers and query as the API shows them. Of those by which senders prove who they are the presence is
 * shown, the value is not; a signature is no such secret.
 */
final class HeaderJson {
    private static final Pattern CREDENTIAL = Pattern.compile("(?i).*(authorization|cookie|access-?key|auth-?key).*");
    private static final Pattern PARAMETER = Pattern.compile("([^&=]+)=([^&]*)");

    private HeaderJson() {}

    static ObjectNode of(Map<String, String> values) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> json.put(name, isCredential(name) ? Masking.MASK : value));
        return json;
    }

    static @Nullable String query(@Nullable String raw) {
        return raw == null
                ? null
                : PARAMETER
                        .matcher(raw)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                isCredential(found.group(1)) ? found.group(1) + "=" + Masking.MASK : found.group()));
    }

    private static boolean isCredential(String name) {
        return CREDENTIAL.matcher(name).matches() || Settings.isSecret(name);
    }
}
