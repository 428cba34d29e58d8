package dev.hookwright.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param headers by name in lower case
 * @param rawQuery as it stands in the request line; null if there is none
 */
record ReceivedRequest(
        String method,
        String endpoint,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        @Nullable String rawQuery,
        String remoteAddress,
        byte[] body) {

    /** As they are kept: several values of a name joined. */
    static Map<String, String> joined(Map<String, List<String>> values) {
        Map<String, String> joined = new LinkedHashMap<>();
        values.forEach((name, all) -> joined.put(name, String.join(", ", all)));
        return joined;
    }
}
