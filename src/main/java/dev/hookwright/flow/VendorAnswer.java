package dev.hookwright.flow;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor answered to a call that the connector took for a failure.
 *
 * @param headers by name, in any case
 * @param body null if it is not known as text
 */
record VendorAnswer(
        int status, Map<String, String> headers, @Nullable String body) {
    private static final String RETRY_AFTER = "Retry-After";

    /**
     * The answer behind an exchange that has failed: one that the connector has caught, or one in the 200s that it did not
     * like. Null if neither came during the step.
     *
     * @param before the exchange's message as it was before the step
     */
    static @Nullable VendorAnswer of(Exchange exchange, MessageSnapshot before) {
        HttpOperationFailedException http = Refusal.take(exchange);
        if (http != null) {
            Map<String, String> headers = http.getResponseHeaders();
            Map<String, String> all = insensitive(headers == null ? Map.of() : headers);
            // Where a vendor says it in a way of its own, the connector has put it so.
            Object asked = exchange.getMessage().getHeader(RETRY_AFTER);
            if (asked != null) {
                all.put(RETRY_AFTER, asked.toString());
            }
            return new VendorAnswer(http.getStatusCode(), all, http.getResponseBody());
        }
        Object code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
        if (code == before.headers().get(Exchange.HTTP_RESPONSE_CODE) || !(code instanceof Integer status)) {
            return null;
        }
        Map<String, String> headers = insensitive(Map.of());
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, Objects.toString(value, "")));
        Object body = exchange.getMessage().getBody();
        return new VendorAnswer(status, headers, body instanceof String text ? text : null);
    }

    private static Map<String, String> insensitive(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return copy;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }
}
