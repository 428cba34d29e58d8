package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Limits;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.provider.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key pair of this machine is good for requests from this machine, at the endpoint that it was made for. */
class LocalTriesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);
    private static final String PUBLIC_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final Verdict.Refused REFUSED = new Verdict.Refused(Verdict.Reason.MISMATCH, "another key");

    @TempDir
    private Path data;

    private final Endpoint discord = new Endpoint(
            "discord",
            ProviderRegistry.load(null, new Problems()).find("discord").orElseThrow(),
            Credentials.of(List.of(PUBLIC_KEY)),
            new DedupKey.ProviderId(),
            Limits.DEFAULT,
            null,
            null,
            Map.of(),
            List.of());
    private TriggerKeys keys;
    private LocalTries tries;

    @BeforeEach
    void make() {
        keys = new TriggerKeys(data);
        tries = new LocalTries(keys::known);
    }

    private Verdict verdict(String remoteAddress, LocalKeys with, String... more) {
        byte[] body = "{\"id\": \"1\"}".getBytes(StandardCharsets.UTF_8);
        HookRequest signed = discord.provider()
                .sign(Draft.json("/hooks/discord", body, null), discord.credentials(), NOW, with)
                .received();
        Map<String, List<String>> headers = new LinkedHashMap<>(signed.headers());
        for (String name : more) {
            headers.put(name, List.of("for=198.51.100.7"));
        }
        ReceivedRequest received =
                new ReceivedRequest("POST", "discord", headers, Map.of(), null, remoteAddress, signed.body());
        return tries.verdict(
                discord,
                received,
                new HookRequest("POST", "/hooks/discord", headers, Map.of(), signed.body()),
                NOW,
                REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void a_request_from_this_machine_is_taken(String remoteAddress) {
        assertThat(verdict(remoteAddress, keys.made("discord"))).isInstanceOf(Verdict.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "10.0.0.1", "2001:db8::1", "::ffff:203.0.113.9", "0.0.0.0", "128.0.0.1"})
    void a_request_from_elsewhere_is_not(String remoteAddress) {
        assertThat(verdict(remoteAddress, keys.made("discord"))).isSameAs(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via"})
    void a_request_that_a_proxy_passed_on_is_not(String header) {
        assertThat(verdict("127.0.0.1", keys.made("discord"), header)).isSameAs(REFUSED);
    }

    @Test
    void another_key_is_not() {
        assertThat(verdict("127.0.0.1", TriggerKeys.unknown())).as("no key").isSameAs(REFUSED);
        keys.made("discord").of("ed25519");
        assertThat(verdict("127.0.0.1", TriggerKeys.unknown())).as("unknown").isSameAs(REFUSED);
        assertThat(verdict("127.0.0.1", keys.made("other")))
                .as("another endpoint's")
                .isSameAs(REFUSED);
        assertThat(verdict("127.0.0.1", keys.made("discord"))).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void a_file_without_keys_in_it_takes_nothing() throws IOException {
        KeyPair made = keys.made("discord").of("ed25519").orElseThrow();
        Files.writeString(data.resolve("trigger-keys/discord.ed25519.pem"), "-----BEGIN");
        assertThat(verdict("127.0.0.1", kind -> Optional.of(made))).isSameAs(REFUSED);
    }
}
