package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;
import static dev.hookwright.provider.ProviderFixture.assertRefused;
import static dev.hookwright.provider.ProviderFixture.assertVerified;
import static dev.hookwright.provider.ProviderFixture.provider;
import static dev.hookwright.provider.ProviderFixture.verify;
import static dev.hookwright.provider.ProviderFixture.verifyAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import dev.hookwright.provider.Verdict.Refused;
import dev.hookwright.provider.Verdict.Verified;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemesTest {
    private static final String BODY = "{\"id\":7,\"sent\":1790000000000,\"price\":1.10,\"name\":\"n\u00e4\"}";
    private static final String TWO_CREDENTIALS = """
            schemes:
              - {id: token, type: token, credential: token, source: {header: x-token}}
              - {id: signed, type: hmac, credential: key, algorithm: sha256,
                 signature: {header: x-signature, encoding: hex}, signed-content: "{body}"}
            """;

    private static SampleRequest signed(Provider provider, String secret, SampleRequest request) {
        return ProviderFixture.signed(provider, request, Credentials.of(List.of(secret)));
    }

    private static Provider hmac(String rest) {
        return provider("schemes:\n  - {id: it, type: hmac, " + rest + "}\n");
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 4231, test case 2, and RFC 2202, test case 2
        "sha256, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha1, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha512, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    })
    void knows_the_answers_of_the_rfcs(String algorithm, String signature) {
        Provider provider = hmac("algorithm: " + algorithm
                + ", signature: {header: x-signature, encoding: hex}, signed-content: \"{body}\"");
        SampleRequest request =
                SampleRequest.post("what do ya want for nothing?").with("x-signature", signature);
        assertVerified(verify(provider, request, "Jefe"));
        assertRefused(verify(provider, request, "jefe"), Reason.MISMATCH);
    }

    @Test
    void every_part_of_the_content_is_bound() {
        SampleRequest request = SampleRequest.post(BODY).at("https://hooks.example.com/hooks/a?a=%C3%A4&b=2");
        Provider provider = provider("""
                schemes:
                  - type: hmac
                    algorithm: sha256
                    signature: {header: x-signature, encoding: base64url}
                    timestamp: {header: x-time, unit: ms, tolerance: 60}
                    signed-content: "{method} {url} {path} {query.a} {header.x-id} {json.id}{json.price} {timestamp}:{body}"
                    secret: {encoding: hex}
                event: {id: [{header: x-id}]}
                """);
        SampleRequest good = signed(provider, "00ff10", request);
        assertVerified(verify(provider, good, "00FF10"));
        assertRefused(verify(provider, good.with("x-id", "2"), "00ff10"), Reason.MISMATCH);
        assertRefused(verify(provider, good.without("x-id"), "00ff10"), Reason.MISSING_SIGNATURE);
        assertRefused(verify(provider, good.at(good.url().replace("b=2", "b=3")), "00ff10"), Reason.MISMATCH);
        assertRefused(verify(provider, good.at("https://hooks.example.com/"), "00ff10"), Reason.MISSING_SIGNATURE);
        assertRefused(verify(provider, good.withBody("{"), "00ff10"), Reason.MALFORMED);
        assertRefused(verifyAt(provider, good, NOW.plusMillis(60_001), "00ff10"), Reason.STALE);
    }

    @Test
    void numbers_are_signed_as_they_were_written() {
        Provider provider = hmac("algorithm: sha1, signature: {header: x-signature, encoding: hex},"
                + " signed-content: \"{json.price}|{json.list.1.n}|{json.zero}\"");
        Provider literal = hmac("algorithm: sha1, signature: {header: x-signature, encoding: hex},"
                + " signed-content: \"1.10|1e3|-0\"");
        SampleRequest request =
                SampleRequest.post("{\"list\":[{\"n\":1},{\"m\":{\"n\":0},\"n\":1e3}],\"price\":1.10,\"zero\":-0}");
        assertVerified(verify(provider, signed(literal, "s", request), "s"));
    }

    @Test
    void a_signature_that_leaves_the_body_out_says_less() {
        Provider provider = hmac(
                "algorithm: sha256, signature: {header: x-signature, encoding: hex}," + " signed-content: \"{url}\"");
        SampleRequest request = signed(provider, "s", SampleRequest.post("{}"));
        assertThat(verify(provider, request.withBody("[]"), "s"))
                .isEqualTo(new Verified("it", "secret", 0, Assurance.ORIGIN));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-21T14:13:20Z, VERIFIED",
        "2026-09-21T16:13:20.123456789+02:00, VERIFIED",
        "2026-09-21T14:18:21Z, STALE",
        "2026-09-21T14:08:19Z, STALE",
        "+999999999-12-31T23:59:59Z, STALE",
        "2026-09-21T14:13:20, MALFORMED",
        "2026-09-31T14:13:20Z, MALFORMED",
        "1790000000, MALFORMED"
    })
    void reads_iso_timestamps_with_fraction_and_offset(String timestamp, String outcome) {
        String scheme = "algorithm: sha256, signature: {header: x-signature, encoding: hex},";
        Provider provider = hmac(scheme
                + " timestamp: {header: x-time, unit: iso8601, tolerance: 300}, signed-content: \"{timestamp}{body}\"");
        Provider literal = hmac(scheme + " signed-content: \"" + timestamp + "{body}\"");
        SampleRequest request = signed(literal, "s", SampleRequest.post(BODY)).with("x-time", timestamp);
        Verdict verdict = verify(provider, request, "s");
        assertThat(verdict instanceof Refused refused ? refused.reason().name() : "VERIFIED")
                .isEqualTo(outcome);
    }

    @Test
    void a_timestamp_may_stand_in_the_body_and_may_be_optional() {
        String scheme =
                "algorithm: sha256, signature: {header: x-signature, encoding: hex}, signed-content: \"{body}\"";
        Provider untimed = hmac(scheme);
        Provider provider = hmac(scheme + ", timestamp: {json: sent, unit: ms, tolerance: 60, optional: true}");
        SampleRequest request = signed(provider, "s", SampleRequest.post(BODY));
        assertVerified(verify(provider, request, "s"));
        assertRefused(verifyAt(provider, request, Instant.EPOCH, "s"), Reason.STALE);
        assertVerified(verifyAt(provider, signed(untimed, "s", SampleRequest.post("{}")), Instant.EPOCH, "s"));
    }

    @Test
    void a_list_may_be_positional() {
        Provider provider = hmac("algorithm: sha256,"
                + " signature: {header: x-signature, separator: \",\", skip: 1, encoding: hex},"
                + " timestamp: {signature-index: 0, unit: ms, tolerance: 60}, signed-content: \"{timestamp}.{body}\"");
        SampleRequest request = signed(provider, "s", SampleRequest.post(BODY));
        assertThat(request.header("x-signature")).startsWith("1790000000000,");
        assertVerified(verify(provider, request, "s"));
        assertRefused(verify(provider, request.with("x-signature", "1790000000000"), "s"), Reason.MALFORMED);
    }

    @Test
    void the_strongest_credential_configured_decides_whatever_the_sender_leaves_out() {
        Provider provider = provider(TWO_CREDENTIALS);
        Credentials both = new Credentials(Map.of("key", List.of("k"), "token", List.of("t")));
        Credentials token = new Credentials(Map.of("token", List.of("t")));
        SampleRequest request = SampleRequest.post(BODY);
        SampleRequest withToken = request.with("x-token", "t");
        SampleRequest withSignature = ProviderFixture.signed(provider, request, both);

        assertRefused(provider.verify(withToken.request(), both, NOW, null), Reason.MISSING_SIGNATURE);
        assertRefused(provider.verify(withToken.with("x-signature", "00").request(), both, NOW, null), Reason.MISMATCH);
        assertThat(provider.verify(withSignature.request(), both, NOW, null))
                .isEqualTo(new Verified("signed", "key", 0, Assurance.SIGNATURE));
        assertThat(provider.verify(withToken.request(), token, NOW, null))
                .isEqualTo(new Verified("token", "token", 0, Assurance.TOKEN));
        assertRefused(
                provider.verify(withToken.request(), new Credentials(Map.of("other", List.of("t"))), NOW, null),
                Reason.NO_CREDENTIAL);
    }

    @Test
    void a_condition_chooses_between_headers_and_failing_is_final() {
        Provider provider = provider("""
                schemes:
                  - {id: new, type: hmac, algorithm: sha256, when: {header: new-signature},
                     signature: {header: new-signature, encoding: hex}, signed-content: "{body}"}
                  - {id: old, type: hmac, algorithm: sha256,
                     signature: {header: old-signature, encoding: hex}, signed-content: "{body}"}
                """);
        SampleRequest old = signed(provider, "s", SampleRequest.post(BODY));
        String signature = old.header("old-signature");
        assertThat(verify(provider, old, "s")).isEqualTo(new Verified("old", "secret", 0, Assurance.SIGNATURE));
        assertRefused(verify(provider, old.with("new-signature", "00"), "s"), Reason.MISMATCH);
        assertThat(verify(provider, old.without("old-signature").with("new-signature", signature), "s"))
                .isEqualTo(new Verified("new", "secret", 0, Assurance.SIGNATURE));
    }

    @Test
    void a_condition_never_leads_to_a_weaker_scheme_or_to_another_credential() {
        String signed = "{id: signed, type: hmac, credential: key, algorithm: sha256, when: {header: x-signature},"
                + " signature: {header: x-signature, encoding: hex}, signed-content: \"{body}\"}";
        Provider weaker =
                provider("schemes: [" + signed + ", {type: token, credential: key, source: {header: x-token}}]");
        Provider other = provider("schemes: [" + signed + ", "
                + signed.replace("id: signed", "id: b").replace("key", "b").replace("x-signature", "x-b") + "]");
        SampleRequest request = SampleRequest.post(BODY);
        Credentials key = new Credentials(Map.of("key", List.of("s")));
        Credentials both = new Credentials(Map.of("key", List.of("s"), "b", List.of("s")));
        Credentials onlyB = new Credentials(Map.of("b", List.of("s")));
        SampleRequest asB = ProviderFixture.signed(other, request, onlyB);

        assertRefused(weaker.verify(request.with("x-token", "s").request(), key, NOW, null), Reason.MISSING_SIGNATURE);
        assertVerified(other.verify(asB.request(), onlyB, NOW, null));
        assertRefused(other.verify(asB.request(), both, NOW, null), Reason.MISSING_SIGNATURE);
    }

    @Test
    void half_of_a_joined_id_is_none() throws UnreadableBody {
        Provider provider =
                provider("unsigned: true\nevent: {id: [{header: x-a}, {json: id}], id-join: \"/\", type: [{json: t}]}");
        SampleRequest request = SampleRequest.post("{\"id\":7}").with("x-a", "9");
        assertThat(provider.identify(request.request())).isEqualTo(new EventIdentity("9/7", null));
        assertThat(provider.identify(request.without("x-a").request()).id()).isNull();
        assertThat(provider.identify(request.withBody("{}").request()).id()).isNull();
    }

    @Test
    void a_token_is_compared_whole() {
        Provider provider = provider("schemes: [{type: token, source: {header: authorization, prefix: \"Bearer \"}}]");
        SampleRequest request = signed(provider, "t0ken", SampleRequest.post(BODY));
        assertThat(request.header("authorization")).isEqualTo("Bearer t0ken");
        assertThat(verify(provider, request, "old", "t0ken"))
                .isEqualTo(new Verified("token", "secret", 1, Assurance.TOKEN));
        for (String bad : List.of("Bearer ", "Bearer t0ke", "Bearer t0kenn", "Bearer T0KEN", "Bearer  t0ken")) {
            assertRefused(verify(provider, request.with("authorization", bad), "t0ken"), Reason.MISMATCH);
        }
        assertRefused(verify(provider, request.with("authorization", "t0ken"), "t0ken"), Reason.MALFORMED);
        assertRefused(verify(provider, request.without("authorization"), "t0ken"), Reason.MISSING_SIGNATURE);
        assertRefused(
                verify(provider, request.with("authorization", "Bearer t0ken", "Bearer x"), "t0ken"), Reason.MALFORMED);
        assertRefused(verify(provider, request.with("authorization", "Bearer "), ""), Reason.NO_CREDENTIAL);
    }

    @Test
    void basic_authentication_is_user_and_password() {
        Provider provider = provider("schemes: [{type: basic}]");
        // RFC 7617, section 2
        SampleRequest request = SampleRequest.post(BODY).with("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertVerified(verify(provider, request, "Aladdin:open sesame"));
        assertVerified(verify(
                provider, request.with("authorization", "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "Aladdin:open sesame"));
        assertRefused(verify(provider, request, "Aladdin:open Sesame"), Reason.MISMATCH);
        assertRefused(verify(provider, request.with("authorization", "Basic ?"), "a:b"), Reason.MALFORMED);
        assertRefused(verify(provider, request.with("authorization", "Bearer eA=="), "a:b"), Reason.MALFORMED);
        assertRefused(verify(provider, request.with("authorization", "Basic Og=="), ":"), Reason.NO_CREDENTIAL);
        assertThat(provider.complaintsAbout(Credentials.of(List.of("nocolon"))))
                .singleElement()
                .asString()
                .contains("user:password")
                .doesNotContain("nocolon");
        assertVerified(verify(provider, signed(provider, "a:b", SampleRequest.post(BODY)), "a:b"));
    }

    @Test
    void an_unsigned_provider_takes_anything_and_reads_no_id() throws UnreadableBody {
        Provider unsigned = ProviderFixture.builtIn("unsigned");
        SampleRequest request = SampleRequest.post("{\"id\":\"1\",\"type\":\"t\"}");
        assertThat(unsigned.isUnsigned()).isTrue();
        assertThat(unsigned.verify(request.request(), new Credentials(Map.of()), NOW, null))
                .isEqualTo(new Verified("unsigned", "", 0, Assurance.NONE));
        assertThat(unsigned.identify(request.request())).isEqualTo(new EventIdentity(null, null));
        assertThat(ProviderFixture.signed(unsigned, request, Credentials.NONE).headers())
                .containsOnlyKeys("content-type");
        assertThat(unsigned.credentialNames()).isEmpty();
    }
}
