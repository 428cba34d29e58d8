package dev.hookwright.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What an endpoint was given to verify with.
 *
 * @param named lists of secrets by the credential's name; each is tried, so that secrets can be rotated
 * @param config what the provider needs besides, such as a webhook's id
 * @param scheme the only scheme to be used, by its id; nothing for the provider's own choice
 */
public record Credentials(Map<String, List<String>> named, Map<String, String> config, Optional<String> scheme) {
    /** The name where a provider has a single credential. */
    public static final String SECRET = "secret";

    public static final Credentials NONE = new Credentials(Map.of());

    public Credentials {
        Map<String, List<String>> copies = new LinkedHashMap<>();
        named.forEach((name, secrets) -> copies.put(name, List.copyOf(secrets)));
        named = Map.copyOf(copies);
        config = Map.copyOf(config);
    }

    public Credentials(Map<String, List<String>> named) {
        this(named, Map.of(), Optional.empty());
    }

    public static Credentials of(List<String> secrets) {
        return secrets.isEmpty() ? NONE : new Credentials(Map.of(SECRET, secrets));
    }

    /** Whose secrets those are that are given without a name, of the credentials that a provider has. */
    public static String unnamed(SortedSet<String> names) {
        return names.isEmpty() ? SECRET : names.first();
    }

    public List<String> of(String name) {
        return named.getOrDefault(name, List.of());
    }

    public boolean hasNoSecret() {
        return named.values().stream().allMatch(List::isEmpty);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Credentials" + named.keySet();
    }
}
