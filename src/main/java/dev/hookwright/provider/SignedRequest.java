package dev.hookwright.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A POST as a provider sends it.
 *
 * @param url that the provider was given, with the query that it adds
 */
public record SignedRequest(String url, Map<String, String> headers, byte[] body) {
    /** The query with its question mark; empty if there is none. */
    public String query() {
        int mark = url.indexOf('?');
        return mark < 0 ? "" : url.substring(mark);
    }

    /** The request as it comes in. */
    public HookRequest received() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new HookRequest("POST", url, values, FormText.query(url), body);
    }
}
