package dev.hookwright.config;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Map;

/** Who sends a request: the peer of the connection or, behind proxies that are trusted, whom the last of them names. */
public record ClientAddress(AddressRanges trustedProxies) {
    private static final String FORWARDED_FOR = "x-forwarded-for";
    /** What a proxy names that is no address; in no range. RFC 7239, section 6.2, has the word for it. */
    private static final String UNKNOWN = "unknown";

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
            client = address(before);
        }
        return client;
    }

    /** Some proxies name the port as well: {@code 192.0.2.7:5678}, {@code [2001:db8::7]:5678}. */
    private static String address(String named) {
        String address = named;
        if (named.startsWith("[")) {
            address = named.substring(1, Math.max(1, named.indexOf(']')));
        } else if (named.indexOf(':') == named.lastIndexOf(':')) {
            address = named.split(":", 2)[0];
        }
        return NetUtil.isValidIpV4Address(address) || NetUtil.isValidIpV6Address(address) ? address : UNKNOWN;
    }
}
