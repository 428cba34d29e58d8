package dev.hookwright.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Ranges of IP addresses, as in {@code 10.0.0.0/8} and {@code 2001:db8::/32}; an address alone is a range of one. */
public final class AddressRanges {
    public static final AddressRanges NONE = new AddressRanges(List.of(), List.of());
    /** This machine. */
    public static final AddressRanges LOOPBACK = parse(List.of("127.0.0.0/8", "::1/128"));

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

    /** Whether the address, written as one, is in any of the ranges. */
    public boolean contain(String address) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
        if (parsed == null) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(parsed, 0);
        return rules.stream().anyMatch(rule -> rule.matches(socket));
    }

    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
