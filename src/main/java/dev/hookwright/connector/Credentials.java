package dev.hookwright.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint is asked with; equal ones share a token. What is not needed is empty.
 *
 * @param refreshToken makes it the refresh-token flow
 * @param serviceAccount a service account's key file, which makes it the JWT bearer flow (RFC 7523)
 * @param parameters more of them, form-encoded
 * @param inBody whether the client says who it is in the form, not by HTTP Basic
 * @param publicOnly whether the token endpoint must not be in a private network
 */
record Credentials(
        String tokenUrl,
        String clientId,
        String clientSecret,
        String refreshToken,
        String serviceAccount,
        String scope,
        String audience,
        String parameters,
        boolean inBody,
        boolean publicOnly) {

    /** Those that may stand in an answer as they are. */
    List<String> secrets() {
        return Stream.of(clientSecret, refreshToken)
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /** @param rotated the refresh token that the last answer brought, if it did */
    Map<String, String> form(@Nullable String rotated, Instant now) {
        Map<String, String> form = new LinkedHashMap<>();
        if (!serviceAccount.isEmpty()) {
            form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
            form.put("assertion", ServiceAccount.parse(serviceAccount).assertion(tokenUrl, scope, now));
            return form;
        }
        if (refreshToken.isEmpty()) {
            form.put("grant_type", "client_credentials");
        } else {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", rotated == null ? refreshToken : rotated);
        }
        putIfThere(form, "scope", scope);
        putIfThere(form, "audience", audience);
        WWWFormCodec.parse(parameters, StandardCharsets.UTF_8)
                .forEach(pair -> form.put(pair.getName(), pair.getValue()));
        if (inBody) {
            form.put("client_id", clientId);
            putIfThere(form, "client_secret", clientSecret);
        }
        return form;
    }

    /** The client by HTTP Basic; null if it is in the form, or there is none. */
    @Nullable
    String basic() {
        if (inBody || clientId.isEmpty()) {
            return null;
        }
        // RFC 6749, section 2.3.1: both are form-encoded first.
        String pair = encoded(clientId) + ":" + encoded(clientSecret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void putIfThere(Map<String, String> form, String name, String value) {
        if (!value.isEmpty()) {
            form.put(name, value);
        }
    }

    /** Nothing of it may get into a log. */
    @Override
    public String toString() {
        return "credentials";
    }
}
