package dev.hookwright.config;

import java.util.List;
import java.util.Map;

/** Who sends a request: the peer of the connection or, behind proxies that are trusted, whom the last of them names. */
public record ClientAddress(AddressRanges trustedProxies) {
    private static final String FORWARDED_FOR = "x-forwarded-for";

    /**
     * The client's address.
     *
     * @param peer at the other end of the connection
     * @param headers by name in lower case
     */
    public String of(String peer, Map<String, List<String>> headers) {
        if (trustedProxies.isEmpty()) {
            return peer;
        }
        String[] named =
                String.join(",", headers.getOrDefault(FORWARDED_FOR, List.of())).split(",", -1);
        String client = peer;
        // Each proxy adds whom it was called by; only what trusted ones have added can be believed.
        for (int i = named.length - 1; i >= 0 && trustedProxies.contain(client); i--) {
            String before = named[i].strip();
            if (before.isEmpty()) {
                break;
            }
            client = before;
        }
        return client;
    }
}
