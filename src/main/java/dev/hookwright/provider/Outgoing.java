package dev.hookwright.provider;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request in the making, as a provider would send it. */
final class Outgoing {
    private final String url;
    private final byte[] body;
    private final Instant at;
    private final Map<String, String> config;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Outgoing(String url, byte[] body, Instant at, Map<String, String> config) {
        this.url = url;
        this.body = body;
        this.at = at;
        this.config = config;
    }

    Instant at() {
        return at;
    }

    String url() {
        return url;
    }

    byte[] body() {
        return body;
    }

    void put(String header, String value) {
        headers.put(header, value);
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The request as it stands. */
    Reading reading() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return Reading.of(new HookRequest("POST", url, values, FormText.query(url), body), config);
    }
}
