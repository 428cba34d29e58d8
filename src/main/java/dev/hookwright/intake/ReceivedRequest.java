package dev.hookwright.intake;

import dev.hookwright.ledger.Rejection;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    /** The request that was refused, as far as it was kept. */
    static ReceivedRequest of(Rejection rejection) {
        return new ReceivedRequest(
                rejection.method(),
                rejection.endpoint(),
                single(rejection.headers()),
                single(rejection.query()),
                rejection.rawQuery(),
                String.valueOf(rejection.remoteAddress()),
                rejection.body());
    }

    /** All values of each name, in the order in which they came. */
    static Map<String, List<String>> values(MultiMap map, boolean lowerCase) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : map) {
            String name = lowerCase ? entry.getKey().toLowerCase(Locale.ROOT) : entry.getKey();
            values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(entry.getValue());
        }
        return values;
    }

    /** How long the body is said to be; -1 if nothing is said. */
    static long contentLength(Map<String, List<String>> headers) {
        List<String> values = headers.getOrDefault("content-length", List.of());
        try {
            return values.isEmpty() ? -1 : Long.parseLong(values.get(0));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Map<String, List<String>> single(Map<String, String> values) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    /** As they are kept: several values of a name joined. */
    static Map<String, String> joined(Map<String, List<String>> values) {
        Map<String, String> joined = new LinkedHashMap<>();
        values.forEach((name, all) -> joined.put(name, String.join(", ", all)));
        return joined;
    }
}
