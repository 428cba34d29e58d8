package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;
import static dev.hookwright.provider.ProviderFixture.assertRefused;
import static dev.hookwright.provider.ProviderFixture.assertVerified;
import static dev.hookwright.provider.ProviderFixture.provider;
import static dev.hookwright.provider.ProviderFixture.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.provider.Verdict.Assurance;
import dev.hookwright.provider.Verdict.Reason;
import dev.hookwright.provider.Verdict.Verified;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Signatures that are more than one header over the body. Known answers are those that the vendors publish. */
class SignedShapesTest {
    private static final String TWILIO = """
            schemes:
              - type: hmac
                when: {query: bodySHA256}
                algorithm: sha1
                signature: {header: x-twilio-signature, encoding: base64}
                signed-content: "{url}"
                url-variants: [port-toggle]
                body-digest: {query: bodySHA256, algorithm: sha256, encoding: hex}
              - type: hmac
                algorithm: sha1
                signature: {header: x-twilio-signature, encoding: base64}
                signed-content: "{url}{form-sorted}"
                url-variants: [port-toggle]
            """;
    private static final String ADYEN = """
            schemes:
              - type: hmac
                algorithm: sha256
                for-each: {json: notificationItems, item: NotificationRequestItem}
                signature: {json: additionalData.hmacSignature, encoding: base64}
                signed-content: "{json.pspReference}:{json.originalReference}:{json.merchantAccountCode}:{json.merchantReference}:{json.amount.value}:{json.amount.currency}:{json.eventCode}:{json.success}"
                absent: empty
                secret: {encoding: hex}
            """;
    private static final String ADYEN_KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    private static final String ADYEN_ITEM = """
            {"NotificationRequestItem":{"additionalData":{"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},
             "amount":{"value":1130,"currency":"EUR"},"pspReference":"7914073381342284","originalReference":null,
             "eventCode":"AUTHORISATION","merchantAccountCode":"TestMerchant",
             "merchantReference":"TestPayment-1407325143704","success":"true"}}""";

    static String hmac(String algorithm, byte[] key, String content) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_fields_of_a_form_are_signed_in_the_order_of_their_names() {
        Provider twilio = provider(TWILIO);
        SampleRequest request = SampleRequest.post("CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234"
                        + "&From=%2B14158675309&To=%2B18005551212")
                .at("https://mycompany.com/myapp.php?foo=1&bar=2")
                .with("x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        assertVerified(verify(twilio, request, "12345"));
        assertVerified(verify(twilio, request.at("https://mycompany.com:443/myapp.php?foo=1&bar=2"), "12345"));
        assertRefused(
                verify(twilio, request.at("https://mycompany.com:8443/other?foo=1&bar=2"), "12345"), Reason.MISMATCH);
        assertRefused(verify(twilio, request.withBody("CallSid=CA1"), "12345"), Reason.MISMATCH);
        assertRefused(verify(twilio, request.withBody("%zz=1"), "12345"), Reason.MALFORMED);
    }

    @Test
    void a_signed_url_can_hold_the_digest_of_the_body() {
        Provider twilio = provider(TWILIO);
        SampleRequest request = SampleRequest.post("{\"property\": \"value\", \"boolean\": true}")
                .at("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256="
                        + "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620")
                .with("x-twilio-signature", "a9nBmqA0ju/hNViExpshrM61xv4=");
        assertThat(verify(twilio, request, "12345")).isEqualTo(new Verified("hmac", "secret", 0, Assurance.SIGNATURE));
        assertRefused(verify(twilio, request.withBody("{}"), "12345"), Reason.DIGEST_MISMATCH);
    }

    @Test
    void the_port_is_left_out_or_added() {
        assertThat(Demands.withOtherPort("https://a.b/c?d=:1")).isEqualTo("https://a.b:443/c?d=:1");
        assertThat(Demands.withOtherPort("http://a.b")).isEqualTo("http://a.b:80");
        assertThat(Demands.withOtherPort("https://a.b:8443/c")).isEqualTo("https://a.b/c");
        assertThat(Demands.withOtherPort("https://u:p@a.b:1/c")).isEqualTo("https://u:p@a.b/c");
        assertThat(Demands.withOtherPort("https://[::1]/c")).isEqualTo("https://[::1]:443/c");
        assertThat(Demands.withOtherPort("/hooks/a")).isEqualTo("/hooks/a");
    }

    @Test
    void every_item_of_an_array_must_be_signed() {
        Provider adyen = provider(ADYEN);
        SampleRequest one = SampleRequest.post("{\"notificationItems\":[" + ADYEN_ITEM + "]}");
        assertThat(verify(adyen, one, ADYEN_KEY)).isEqualTo(new Verified("hmac", "secret", 0, Assurance.SIGNATURE));
        assertVerified(verify(
                adyen, one.withBody("{\"notificationItems\":[" + ADYEN_ITEM + "," + ADYEN_ITEM + "]}"), ADYEN_KEY));
        String other = ADYEN_ITEM.replace("1130", "1131");
        assertRefused(
                verify(adyen, one.withBody("{\"notificationItems\":[" + ADYEN_ITEM + "," + other + "]}"), ADYEN_KEY),
                Reason.MISMATCH);
        assertRefused(
                verify(adyen, one.withBody("{\"notificationItems\":[" + ADYEN_ITEM + ",{}]}"), ADYEN_KEY),
                Reason.MISSING_SIGNATURE);
        for (String none : List.of("{\"notificationItems\":[]}", "{\"notificationItems\":{}}", "{}", "[]")) {
            assertRefused(verify(adyen, one.withBody(none), ADYEN_KEY), Reason.MISSING_SIGNATURE);
        }
        String object = ADYEN_ITEM.replace("null", "{}");
        assertRefused(
                verify(adyen, one.withBody("{\"notificationItems\":[" + object + "]}"), ADYEN_KEY), Reason.MALFORMED);
        assertRefused(verify(adyen, one.withBody("{"), ADYEN_KEY), Reason.MALFORMED);
    }

    @Test
    void any_of_several_headers_can_hold_the_signature() throws Exception {
        String scheme = "schemes: [{type: hmac, algorithm: sha256, signature: {%s, encoding: hex},"
                + " signed-content: \"{body}\"}]";
        Provider named = provider(scheme.formatted("headers: [x-one, X-Two]"));
        Provider numbered = provider(scheme.formatted("header-range: {prefix: x-signature-, from: 1, to: 3}"));
        SampleRequest request = SampleRequest.post("{}");
        String good = hmac("HmacSHA256", "s".getBytes(StandardCharsets.UTF_8), "{}");
        assertVerified(verify(named, request.with("x-two", good), "s"));
        assertVerified(verify(named, request.with("x-one", "00").with("x-two", good), "s"));
        assertRefused(verify(named, request.with("x-one", "00"), "s"), Reason.MISMATCH);
        assertRefused(verify(named, request, "s"), Reason.MISSING_SIGNATURE);
        assertVerified(verify(numbered, request.with("x-signature-3", good), "s"));
        assertRefused(verify(numbered, request.with("x-signature-4", good), "s"), Reason.MISSING_SIGNATURE);
    }

    @Test
    void headers_can_be_required_and_a_nonce_is_handed_on() throws Exception {
        Provider provider = provider("""
                schemes:
                  - type: hmac
                    algorithm: sha256
                    require: {x-version: "1"}
                    signature: {json: signature.value, encoding: hex}
                    timestamp: {json: signature.at, unit: s}
                    signed-content: "{timestamp}{json.signature.token}"
                    nonce: {json: signature.token}
                """);
        String good = hmac("HmacSHA256", "s".getBytes(StandardCharsets.UTF_8), "1790000000once");
        SampleRequest request = SampleRequest.post(
                        "{\"signature\":{\"value\":\"" + good + "\",\"at\":\"1790000000\",\"token\":\"once\"}}")
                .with("x-version", "1");
        assertThat(verify(provider, request, "s"))
                .isEqualTo(new Verified("hmac", "secret", 0, Assurance.SIGNATURE, "once"));
        assertRefused(verify(provider, request.with("x-version", "2"), "s"), Reason.MALFORMED);
        assertRefused(verify(provider, request.without("x-version"), "s"), Reason.MISSING_SIGNATURE);
    }

    @Test
    void the_secret_can_be_digested_and_what_a_handshake_signs_is_no_event() throws Exception {
        Provider provider = provider("""
                schemes:
                  - type: hmac
                    algorithm: sha1
                    signature: {form: sig, separator: "&", pair-separator: "|", key: "{config.public-key}", encoding: hex}
                    signed-content: "{form.payload}"
                    secret: {encoding: utf8, digest: sha1}
                    reject-signed-content: "^[0-9a-f]{20,32}$"
                """);
        Credentials credentials =
                new Credentials(Map.of("secret", List.of("private")), Map.of("public-key", "mine"), Optional.empty());
        byte[] key = Digests.of("sha1", "private".getBytes(StandardCharsets.UTF_8));
        for (String payload : List.of("PG5vdGlmaWNhdGlvbj4=\n", "0123456789abcdef0123")) {
            String form = "sig=other%7C00%26mine%7C" + hmac("HmacSHA1", key, payload) + "&payload="
                    + payload.replace("=", "%3D").replace("\n", "%0A");
            Verdict verdict = provider.verify(SampleRequest.post(form).request(), credentials, NOW, null);
            if (payload.startsWith("P")) {
                assertVerified(verdict);
            } else {
                assertRefused(verdict, Reason.MALFORMED);
            }
        }
        assertRefused(verify(provider, SampleRequest.post("sig=mine%7C00&payload=a"), "private"), Reason.NO_CREDENTIAL);
        assertThat(provider.configNames()).containsExactly("public-key");
        assertThat(provider.cautions()).containsExactly("scheme hmac uses SHA-1", "scheme hmac does not sign the body");
    }

    @Test
    void a_deprecated_digest_is_used_only_where_it_is_asked_for() {
        Provider provider = provider("""
                schemes:
                  - {id: v3, type: hmac, algorithm: sha256, signature: {header: x-v3, encoding: base64}, signed-content: "{body}"}
                  - {id: v1, type: digest, deprecated: true, algorithm: sha256, signature: {header: x-v1, encoding: hex}, signed-content: "{secret}{body}"}
                """);
        String digest = HexFormat.of().formatHex(Digests.of("sha256", "s{}".getBytes(StandardCharsets.UTF_8)));
        HookRequest request = SampleRequest.post("{}").with("x-v1", digest).request();
        Credentials pinned = new Credentials(Map.of("secret", List.of("s")), Map.of(), Optional.of("v1"));
        assertRefused(provider.verify(request, Credentials.of(List.of("s")), NOW, null), Reason.MISSING_SIGNATURE);
        assertThat(provider.verify(request, pinned, NOW, null))
                .isEqualTo(new Verified("v1", "secret", 0, Assurance.SIGNATURE));
        Credentials unknown = new Credentials(Map.of("secret", List.of("s")), Map.of(), Optional.of("v9"));
        assertThat(provider.complaintsAbout(unknown)).anyMatch(text -> text.contains("no scheme \"v9\""));
    }

    @Test
    void a_token_must_stand_in_every_item() {
        Provider provider = provider("schemes: [{type: token, source: {json: \"value.*.state\"}}]");
        SampleRequest request = SampleRequest.post("{\"value\":[{\"state\":\"s\"},{\"state\":\"s\"}]}");
        assertVerified(verify(provider, request, "s"));
        assertRefused(
                verify(provider, request.withBody("{\"value\":[{\"state\":\"s\"},{\"state\":\"t\"}]}"), "s"),
                Reason.MISMATCH);
        assertRefused(verify(provider, request.withBody("{\"value\":[{\"state\":\"s\"},{}]}"), "s"), Reason.MALFORMED);
        assertRefused(verify(provider, request.withBody("{\"value\":[]}"), "s"), Reason.MISSING_SIGNATURE);
    }

    @Test
    void a_part_in_brackets_is_left_out_where_something_in_it_is_absent() throws Exception {
        Provider provider =
                provider("schemes: [{type: hmac, algorithm: sha256, signature: {header: x-s, encoding: base64},"
                        + " signed-content: \"id:{header.x-id|lower};[[query:{query.q};]]{body|crc32}\"}]");
        byte[] key = "s".getBytes(StandardCharsets.UTF_8);
        String without =
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hmac("HmacSHA256", key, "id:ab;907060870")));
        String with = Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(hmac("HmacSHA256", key, "id:ab;query:1;907060870")));
        SampleRequest request = SampleRequest.post("hello").with("x-id", "AB");
        assertVerified(verify(provider, request.with("x-s", without), "s"));
        assertVerified(verify(provider, request.at(SampleRequest.URL + "?q=1").with("x-s", with), "s"));
        assertRefused(verify(provider, request.without("x-id").with("x-s", with), "s"), Reason.MISSING_SIGNATURE);
    }
}
