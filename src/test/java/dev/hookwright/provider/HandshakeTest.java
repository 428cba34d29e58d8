package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;
import static dev.hookwright.provider.ProviderFixture.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final String SIGNED =
            "schemes: [{type: hmac, algorithm: sha256, signature: {header: x-signature, encoding: hex},"
                    + " signed-content: \"{body}\"}]\nhandshake:\n";

    private static Optional<Handshake> shake(Provider provider, SampleRequest request) {
        Credentials credentials = new Credentials(
                Map.of("secret", List.of("s")), Map.of("verify-token", "open sesame"), Optional.empty());
        return provider.handshake(request.request(), credentials, NOW, null);
    }

    private static SampleRequest get(String query) {
        return new SampleRequest("GET", SampleRequest.URL + query, Map.of(), new byte[0]);
    }

    private static Handshake.Answer answer(Optional<Handshake> handshake) {
        return (Handshake.Answer) handshake.orElseThrow();
    }

    private static Handshake turnedAway(Verdict.Reason reason, String detail) {
        return new Handshake.TurnedAway(
                new Handshake.Answer(403, "text/plain", ""), new Verdict.Refused(reason, detail));
    }

    @Test
    void a_challenge_is_echoed_only_to_whoever_knows_the_token() {
        Provider provider = provider(SIGNED + """
                  - match: {method: GET, query: {hub.mode: subscribe}}
                    check: {value: "{query.hub.verify_token}", equals: "{config.verify-token}", else-status: 403}
                    respond: {status: 200, content-type: text/plain, body: "{query.hub.challenge}"}
                """);
        String query = "?hub.mode=subscribe&hub.challenge=1%3Cb%3E&hub.verify_token=";
        assertThat(shake(provider, get(query + "open+sesame")))
                .contains(new Handshake.Answer(200, "text/plain", "1<b>"));
        assertThat(shake(provider, get(query + "shut")))
                .contains(turnedAway(
                        Verdict.Reason.MISMATCH, "query hub.verify_token is not the endpoint's verify-token"));
        assertThat(shake(provider, get("?hub.mode=subscribe")))
                .contains(turnedAway(Verdict.Reason.MISSING_SIGNATURE, "no query hub.verify_token"));
        assertThat(shake(provider, get("?hub.mode=other"))).isEmpty();
        assertThat(shake(provider, SampleRequest.post("{}"))).isEmpty();
        Handshake unset = provider.handshake(get(query).request(), Credentials.of(List.of("s")), NOW, null)
                .orElseThrow();
        assertThat(unset)
                .isEqualTo(turnedAway(
                        Verdict.Reason.NO_CREDENTIAL,
                        "the endpoint's config has no \"verify-token\", which is needed"));
    }

    @Test
    void senders_that_try_an_address_with_head_may() {
        ProviderRegistry registry = ProviderRegistry.load(null, new Problems());
        for (String name : List.of("trello", "mandrill", "intercom")) {
            assertThat(registry.find(name).orElseThrow().handshakeMethods())
                    .as(name)
                    .contains("HEAD");
        }
    }

    @Test
    void a_value_is_computed_only_of_what_the_guard_lets_through() throws Exception {
        Provider provider = provider(SIGNED + """
                  - match: {method: GET, query: crc}
                    guard: {value: "{query.crc}", pattern: "^[a-z]{1,8}$"}
                    compute: {algorithm: sha256, over: "{query.crc}", encoding: hex}
                    respond: {content-type: application/json, json: {token: "sha256={computed}", n: 1, ok: true}}
                """);
        String mac = SignedShapesTest.hmac("HmacSHA256", new byte[] {'s'}, "abc");
        assertThat(answer(shake(provider, get("?crc=abc"))).body())
                .isEqualTo("{\"token\":\"sha256=" + mac + "\",\"n\":1,\"ok\":true}");
        assertThat(shake(provider, get("?crc=abc%0A"))).isEmpty();
        assertThat(shake(provider, get("?crc=ABC"))).isEmpty();
        assertThat(shake(provider, get("?crc=a&crc=b"))).isEmpty();
        assertThat(provider.handshake(get("?crc=abc").request(), Credentials.NONE, NOW, null))
                .containsInstanceOf(Handshake.NotVerified.class);
    }

    @Test
    void a_signed_handshake_is_verified_first() throws Exception {
        Provider provider = provider(SIGNED + """
                  - match: {method: POST, json: {type: 1}, no-json: event, no-header: x-event}
                    verify: true
                    respond: {status: 200, json: {type: 1, echo: "{json.c}"}}
                """);
        String body = "{\"type\":1,\"c\":\"\\\"quoted\\\"\"}";
        SampleRequest request = SampleRequest.post(body)
                .with("x-signature", SignedShapesTest.hmac("HmacSHA256", new byte[] {'s'}, body));
        assertThat(shake(provider, request))
                .contains(new Handshake.Answer(200, "application/json", "{\"type\":1,\"echo\":\"\\\"quoted\\\"\"}"));
        assertThat(shake(provider, request.with("x-signature", "00"))).containsInstanceOf(Handshake.NotVerified.class);
        assertThat(shake(provider, request.with("x-event", "a"))).isEmpty();
        assertThat(shake(provider, request.withBody("{\"type\":1,\"event\":{}}")))
                .isEmpty();
        assertThat(shake(provider, request.withBody("{"))).isEmpty();
    }

    @Test
    void a_secret_that_a_stranger_names_is_handed_on_and_not_printed() {
        Provider provider = provider(SIGNED + """
                  - match: {method: POST, header: x-hook-secret}
                    capture-secret: {header: x-hook-secret}
                    respond: {status: 200, headers: {x-hook-secret: "{header.x-hook-secret}"}}
                """);
        Handshake.Answer answer = answer(shake(provider, SampleRequest.post("").with("x-hook-secret", "hush")));
        assertThat(answer.capturedSecret()).contains("hush");
        assertThat(answer.headers()).isEqualTo(Map.of("x-hook-secret", "hush"));
        assertThat(answer.toString()).doesNotContain("hush");
        assertThat(shake(provider, SampleRequest.post("").with("x-hook-secret", "a\r\nset-cookie: b")))
                .containsInstanceOf(Handshake.NotVerified.class);
    }

    @Test
    void a_body_can_be_asked_to_hold_nothing_else() {
        Provider provider = provider(SIGNED + """
                  - match: {method: POST, json-only: challenge}
                    respond: {status: 200, json: {challenge: "{json.challenge}"}}
                  - match: {method: POST, form: webhook_id}
                    respond: {status: 200}
                """);
        assertThat(answer(shake(provider, SampleRequest.post("{\"challenge\":\"x\"}")))
                        .body())
                .isEqualTo("{\"challenge\":\"x\"}");
        assertThat(shake(provider, SampleRequest.post("{\"challenge\":\"x\",\"event\":{}}")))
                .isEmpty();
        assertThat(shake(provider, SampleRequest.post("webhook_id=1"))).isPresent();
    }
}
