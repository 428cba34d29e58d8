package dev.hookwright.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges of IP addresses, as in {@code 10.0.0.0/8} and {@code 2001:db8::/32}; an address alone is a range of one. */
public final class AddressRanges {
    public static final AddressRanges NONE = new AddressRanges(List.of(), List.of());
    /** This machine. */
    public static final AddressRanges LOOPBACK = parse(List.of("127.0.0.0/8", "::1/128"));

    /**
     * What is not on the Internet: calling it could give a stranger something that they do not have. RFC 6890, and what
     * carries an IPv4 address inside of an IPv6 one.
     */
    public static final AddressRanges PRIVATE = parse(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8"));

    private final List<String> texts;
    private final List<IpSubnetFilterRule> rules;

    private AddressRanges(List<String> texts, List<IpSubnetFilterRule> rules) {
        this.texts = texts;
        this.rules = rules;
    }

    /** @throws IllegalArgumentException if one is not of the form; the message says which */
    public static AddressRanges parse(List<String> texts) {
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        for (String text : texts) {
            rules.add(rule(text.strip()));
        }
        return new AddressRanges(List.copyOf(texts), rules);
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean four = NetUtil.isValidIpV4Address(address);
        // A name would be looked up.
        if (four || NetUtil.isValidIpV6Address(address)) {
            int longest = four ? 32 : 128;
            try {
                int prefix = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
                return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a range of addresses");
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether the text is a single address; a name, or a range of them, is none. */
    public static boolean isAddress(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text) != null;
    }

    /** Whether the address, written as one, is in any of the ranges. */
    public boolean contain(String address) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
        return parsed != null && contain(parsed);
    }

    public boolean contain(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return rules.stream().anyMatch(rule -> rule.matches(socket));
    }

    /** By their texts, so that settings which are read again are known to be the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressRanges ranges && texts.equals(ranges.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
