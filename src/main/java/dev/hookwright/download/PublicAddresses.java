package dev.hookwright.download;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses that anybody on the Internet could reach: calling them gives a stranger nothing that they did not have. */
final class PublicAddresses {
    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            // Unique local (RFC 4193), and those that hold an IPv4 address: NAT64 and 6to4.
            return (first & 0xfe) != 0xfc && !(first == 0 && second == 0x64) && !(first == 0x20 && second == 0x02);
        }
        // This network, carrier-grade NAT (RFC 6598), benchmarks (RFC 2544), and what is reserved.
        return first != 0
                && !(first == 100 && (second & 0xc0) == 64)
                && !(first == 198 && (second & 0xfe) == 18)
                && !(first == 192 && second == 0 && bytes[2] == 0)
                && first < 240;
    }
}
