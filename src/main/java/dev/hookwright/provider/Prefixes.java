package dev.hookwright.provider;

import java.util.List;

/** How a provider's secrets may begin, without that being part of the key. The first that fits counts. */
record Prefixes(List<String> texts) {
    static final Prefixes NONE = new Prefixes(List.of());

    String strip(String secret) {
        for (String prefix : texts) {
            if (secret.startsWith(prefix)) {
                return secret.substring(prefix.length());
            }
        }
        return secret;
    }
}
