package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request that a test changes one thing of at a time. */
record SampleRequest(String method, String url, Map<String, List<String>> headers, byte[] body) {
    static final String URL = "https://hooks.example.com/hooks/orders";

    static SampleRequest post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    static SampleRequest post(byte[] body) {
        return new SampleRequest("POST", URL, Map.of(), body);
    }

    SampleRequest with(Map<String, String> more) {
        SampleRequest request = this;
        for (Map.Entry<String, String> header : more.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return request;
    }

    /** With the header, instead of what it had; several values are several lines. */
    SampleRequest with(String name, String... values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.put(name.toLowerCase(Locale.ROOT), List.of(values));
        return new SampleRequest(method, url, changed, body);
    }

    SampleRequest without(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new SampleRequest(method, url, changed, body);
    }

    SampleRequest withBody(String changed) {
        return new SampleRequest(method, url, headers, changed.getBytes(StandardCharsets.UTF_8));
    }

    SampleRequest withBody(byte[] changed) {
        return new SampleRequest(method, url, headers, changed);
    }

    SampleRequest at(String otherUrl) {
        return new SampleRequest(method, otherUrl, headers, body);
    }

    String header(String name) {
        return headers.get(name).get(0);
    }

    HookRequest request() {
        return new HookRequest(method, url, headers, FormText.query(url), body);
    }
}
