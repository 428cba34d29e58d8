package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.GivenDownloads;
import dev.hookwright.provider.HookRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A request as it was written down: {@code {"method","url","headers","body"}}, with {@code "config"} and
 * {@code "fetched"} where its provider needs them; as a vector also with what it is to be
 * verified with, when, and how that should come out.
 */
final class CapturedRequest {
    private final JsonNode json;

    CapturedRequest(JsonNode json) {
        this.json = json;
    }

    /** @throws IllegalArgumentException if it is none; says why */
    HookRequest request() {
        if (!json.path("headers").isObject() || !json.path("body").isTextual()) {
            throw new IllegalArgumentException("a request is written {\"method\",\"url\",\"headers\",\"body\"}");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), texts(header.getValue())));
        String url = json.path("url").asText("");
        return new HookRequest(
                json.path("method").asText("POST"),
                url,
                headers,
                query(url),
                json.path("body").asText().getBytes(StandardCharsets.UTF_8));
    }

    /** What is downloaded, by its address. */
    Downloads fetched() {
        Map<String, String> texts = new LinkedHashMap<>();
        json.path("fetched")
                .properties()
                .forEach(text -> texts.put(
                        text.getKey(),
                        text.getValue().isTextual()
                                ? text.getValue().asText()
                                : text.getValue().toString()));
        return new GivenDownloads(texts);
    }

    String id() {
        return json.path("id").asText(json.path("provider").asText());
    }

    String provider() {
        return json.path("provider").asText();
    }

    boolean isSaidValid() {
        return json.path("valid").asBoolean();
    }

    Instant at() {
        return second(json.path("now").asLong());
    }

    /** @throws IllegalArgumentException if it is none that there is a date for */
    static Instant second(long sinceEpoch) {
        try {
            return Instant.ofEpochSecond(sinceEpoch);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(sinceEpoch + " are not the seconds since 1970", e);
        }
    }

    /**
     * The secrets, with what the endpoint's config would say.
     *
     * @param secrets each the secret itself, or {@code NAME=SECRET} where the provider has names for them
     */
    Credentials credentials(SortedSet<String> names, List<String> secrets) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (String text : secrets) {
            String name = text.substring(0, Math.max(0, text.indexOf('=')));
            boolean isNamed = names.contains(name) && !names.equals(Set.of(Credentials.SECRET));
            named.computeIfAbsent(isNamed ? name : Credentials.unnamed(names), key -> new ArrayList<>())
                    .add(isNamed ? text.substring(name.length() + 1) : text);
        }
        return new Credentials(named, config(), Optional.empty());
    }

    /** A single secret, a list of them, or a map of either by the credential's name. */
    Credentials credentials(SortedSet<String> names) {
        JsonNode secret = json.path("secret");
        Map<String, List<String>> named = new LinkedHashMap<>();
        if (!secret.isObject()) {
            named.put(Credentials.unnamed(names), texts(secret));
        }
        secret.properties().forEach(field -> named.put(field.getKey(), texts(field.getValue())));
        return new Credentials(
                named, config(), Optional.ofNullable(json.path("scheme").textValue()));
    }

    private Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        json.path("config")
                .properties()
                .forEach(field -> config.put(field.getKey(), field.getValue().asText()));
        return config;
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return value.isMissingNode() || value.isNull() ? List.of() : List.of(value.asText());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, List<String>> query(String url) {
        // As it is written, which need not be as URLs have to be.
        String raw = url.contains("?") ? url.substring(url.indexOf('?') + 1).replaceFirst("#.*", "") : null;
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>(1))
                    .add(parts.length > 1 ? decode(parts[1]) : "");
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
