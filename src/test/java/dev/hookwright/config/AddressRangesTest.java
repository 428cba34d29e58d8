package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::127.0.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "240.0.0.1",
                "64:ff9b:1::1",
                "2001:0:1::1",
                "fec0::1"
            })
    void such_an_address_is_not_public(String address) throws Exception {
        assertThat(AddressRanges.PRIVATE.contain(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.128.0.1",
                "172.32.0.1",
                "198.20.0.1",
                "192.0.1.1",
                "2606:4700::1111",
                "2001:4860::1"
            })
    void such_an_address_is_public(String address) throws Exception {
        assertThat(AddressRanges.PRIVATE.contain(InetAddress.getByName(address)))
                .isFalse();
    }
}
