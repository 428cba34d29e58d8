package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.config.AddressRanges;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicTargetsTest extends ConnectorTests {
    /** A look-up that gives these, whatever the name. */
    private record Fixed(List<String> addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] all = new InetAddress[addresses.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(addresses.get(i));
            }
            return all;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static InetAddress[] resolve(AddressRanges allowed, String... addresses) throws UnknownHostException {
        return new PublicTargets.Resolver(new Fixed(List.of(addresses)), allowed).resolve("x.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd12::1", "::ffff:10.0.0.1"})
    void a_name_at_a_private_address_is_refused(String address) {
        assertThatThrownBy(() -> resolve(AddressRanges.NONE, address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.example")
                .hasMessageContaining("hookwright.connectors.allow-networks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "192.167.1.1", "100.128.0.1", "2606:4700::1111"})
    void a_public_address_is_called(String address) throws Exception {
        assertThat(resolve(AddressRanges.NONE, address)).containsExactly(InetAddress.getByName(address));
    }

    @Test
    void of_several_addresses_only_those_that_may_be_called_are() throws Exception {
        assertThat(resolve(AddressRanges.NONE, "10.0.0.1", "8.8.8.8"))
                .containsExactly(InetAddress.getByName("8.8.8.8"));
        assertThat(resolve(AddressRanges.parse(List.of("10.0.0.0/8")), "192.168.0.1", "10.0.0.1"))
                .containsExactly(InetAddress.getByName("10.0.0.1"));
    }

    private String deadBecause(String connector, String parameters) {
        server.setting("hookwright.connectors.allow-networks", "10.0.0.0/8");
        start(connector, parameters);
        String error = server.awaitRuns(server.accepted("in", "{}"), "dead")
                .at("/runs/0/error")
                .asText();
        assertThat(target.calls()).isEmpty();
        return error;
    }

    @Test
    void http_requests_stay_out_of_private_networks() {
        assertThat(deadBecause("http-request-action", "{baseUrl: \"{{target}}/o\"}"))
                .contains("127.0.0.1", "private address");
    }

    @Test
    void so_they_do_with_a_password_and_by_name() {
        server.setting("named", target.url().replace("127.0.0.1", "localhost"));
        assertThat(deadBecause(
                        "http-request-action", "{baseUrl: \"{{named}}/o\", auth: basic, username: u, password: p}"))
                .contains("localhost", "private address");
    }

    @Test
    void so_does_the_token_endpoint() {
        assertThat(deadBecause(
                        "http-request-action",
                        "{baseUrl: \"https://example.com/\", auth: oauth2, tokenUrl: \"{{target}}/token\"}"))
                .contains("127.0.0.1", "private address");
    }

    @Test
    void signed_webhooks_stay_out_of_private_networks() {
        assertThat(deadBecause("signed-webhook-sink", "{baseUrl: \"{{target}}/o\", secret: \"whsec_AAEC\"}"))
                .contains("127.0.0.1", "private address");
    }
}
