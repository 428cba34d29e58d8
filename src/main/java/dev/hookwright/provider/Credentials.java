package dev.hookwright.provider;

import java.util.List;
import java.util.Map;

/**
 * What an endpoint was given to verify with.
 *
 * @param named lists of secrets by the credential's name; each is tried, so that secrets can be rotated
 */
public record Credentials(Map<String, List<String>> named) {
    /** The name where a provider has a single credential. */
    public static final String SECRET = "secret";

    public static final Credentials NONE = new Credentials(Map.of());

    public Credentials {
        named = Map.copyOf(named);
    }

    public static Credentials of(List<String> secrets) {
        return secrets.isEmpty() ? NONE : new Credentials(Map.of(SECRET, List.copyOf(secrets)));
    }

    public List<String> of(String name) {
        return named.getOrDefault(name, List.of());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Credentials" + named.keySet();
    }
}
