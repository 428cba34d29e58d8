package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a provider's file is applied to it, with what else its templates can name.
 *
 * @param config the endpoint's
 * @param base where JSON paths begin; an item of an array where a scheme is run for each
 * @param named the values of {timestamp}, {secret}, {computed}, and {url} where it is not the request's own
 * @param claims of the request's JWT; null where it has none
 */
record Reading(
        HookRequest request,
        Map<String, String> config,
        List<String> base,
        Map<String, String> named,
        @Nullable JsonNode claims) {
    static Reading of(HookRequest request, Map<String, String> config) {
        return new Reading(request, config, List.of(), Map.of(), null);
    }

    Reading with(String name, String value) {
        Map<String, String> more = new HashMap<>(named);
        more.put(name, value);
        return new Reading(request, config, base, more, claims);
    }

    Reading at(List<String> otherBase) {
        return new Reading(request, config, otherBase, named, claims);
    }

    Reading withClaims(@Nullable JsonNode given) {
        return new Reading(request, config, base, named, given);
    }

    String url() {
        return named.getOrDefault("url", request.url());
    }

    @Nullable
    String named(String name) {
        return switch (name) {
            case "method" -> request.method();
            case "url" -> url();
            case "path" -> request.path();
            default -> named.get(name);
        };
    }
}
