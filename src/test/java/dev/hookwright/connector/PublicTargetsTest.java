package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hookwright.config.AddressRanges;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;
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

    /** Ways to write an address that is not public, P standing for the port of a target that must not be reached. */
    private static List<String> forms() {
        List<String> forms = new ArrayList<>(List.of(
                "http://127.0.0.1:P/",
                "http://127.0.0.1.:P/",
                "http://127.1:P/",
                "http://127.0.1:P/",
                "http://127.255.255.254:P/",
                "http://127.000.000.001:P/",
                "http://0x7f.0.0.1:P/",
                "http://0x7f.1:P/",
                "http://0x7f000001:P/",
                "http://0X7F000001:P/",
                "http://0x7F.0x00.0x00.0x01:P/",
                "http://017700000001:P/",
                "http://0:P/",
                "http://0.0.0.0:P/",
                "http://0x0:P/",
                "http://00:P/",
                "http://localhost:P/",
                "http://LOCALHOST:P/",
                "http://LocalHost:P/x",
                "http://example.com@127.0.0.1:P/",
                "http://example.com:80@127.0.0.1:P/",
                "http://8.8.8.8@127.0.0.1:P/",
                "http://user:pass%40example.com@127.0.0.1:P/",
                "http://127.0.0.1:P#@example.com/",
                "http://127.0.0.1:P?@example.com/",
                "http://127.0.0.1:P/@example.com/",
                "http://127.0.0.1:P\\@example.com/",
                "http:\\\\127.0.0.1:P/",
                "http:////127.0.0.1:P/",
                "http:127.0.0.1:P/",
                "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:P/",
                "http://\uff11\uff12\uff17.0.0.1:P/",
                "http://127\u30020\u30020\u30021:P/",
                "http://127%2E0%2E0%2E1:P/",
                "http://%31%32%37.0.0.1:P/",
                "http://loc%61lhost:P/",
                "http://127.0.0.1%00.example.com:P/",
                "http://127.0.0.1%0a:P/",
                "http://127.0.0.1\t:P/",
                "http://[::1]:P/",
                "http://[::]:P/",
                "http://[0:0:0:0:0:0:0:1]:P/",
                "http://[0000:0000:0000:0000:0000:0000:0000:0001]:P/",
                "http://[::127.0.0.1]:P/",
                "http://[::ffff:127.0.0.1]:P/",
                "http://[::ffff:7f00:1]:P/",
                "http://[0:0:0:0:0:ffff:7f00:0001]:P/",
                "http://[::FFFF:127.0.0.1]:P/",
                "http://[::1%25lo]:P/",
                "http://[64:ff9b::127.0.0.1]:P/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::a00:1]/",
                "http://[2002:7f00:1::]:P/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/latest/meta-data",
                "http://[ff02::1]/",
                "http://[::ffff:169.254.169.254]/latest/meta-data",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::a00:1]/",
                "https://127.0.0.1:P/",
                "https://localhost:P/"));
        for (String address : List.of("169.254.169.254", "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1")) {
            long number = 0;
            for (String part : address.split("[.]")) {
                number = number * 256 + Long.parseLong(part);
            }
            forms.add("http://" + address + "/");
            forms.add("http://" + number + "/");
            forms.add("http://0x" + Long.toHexString(number) + "/");
            forms.add("http://user@" + address + ":80/");
        }
        return forms;
    }

    @Test
    void however_a_private_address_is_written_nothing_is_connected_to() throws IOException {
        String port = target.url().replaceAll(".*:", "");
        assertThat(forms()).hasSizeGreaterThan(80);
        try (CloseableHttpClient client = HttpClientBuilder.create()
                .setConnectionManager(PublicTargets.connections(AddressRanges.NONE, Timeout.ofSeconds(1)))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .build()) {
            for (String form : forms()) {
                Throwable refused = catchThrowable(
                        () -> client.execute(new HttpGet(form.replace("P", port)), answer -> answer.getCode()));
                assertThat(refused)
                        .as(form)
                        .isInstanceOfAny(
                                IllegalArgumentException.class,
                                UnknownHostException.class,
                                ClientProtocolException.class);
            }
        }
        assertThat(target.calls()).isEmpty();
    }

    @Test
    void without_the_guard_the_same_addresses_are_reached() throws IOException {
        String port = target.url().replaceAll(".*:", "");
        try (CloseableHttpClient client = HttpClientBuilder.create()
                .setConnectionManager(PublicTargets.connections(null, Timeout.ofSeconds(1)))
                .disableAutomaticRetries()
                .build()) {
            for (String form : List.of("http://127.1:P/", "http://2130706433:P/", "http://localhost:P/")) {
                int status = client.execute(new HttpGet(form.replace("P", port)), answer -> answer.getCode());
                assertThat(status).isEqualTo(200);
            }
        }
        assertThat(target.calls()).hasSize(3);
    }

    /** The look-up is what decides, each time: there is no second one between the check and the connection. */
    @Test
    void a_name_that_moves_to_a_private_address_is_refused_when_it_is_connected_to() throws Exception {
        List<String> answers = new ArrayList<>(List.of("8.8.8.8", "127.0.0.1"));
        DnsResolver moving = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName(answers.remove(0))};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        PublicTargets.Resolver resolver = new PublicTargets.Resolver(moving, AddressRanges.NONE);
        assertThat(resolver.resolve("moves.example")).containsExactly(InetAddress.getByName("8.8.8.8"));
        assertThatThrownBy(() -> resolver.resolve("moves.example")).hasMessageContaining("private address");
        assertThat(answers).isEmpty();
    }
}
