package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;
import static dev.hookwright.provider.ProviderFixture.assertRefused;
import static dev.hookwright.provider.ProviderFixture.assertVerified;
import static dev.hookwright.provider.ProviderFixture.builtIn;
import static dev.hookwright.provider.ProviderFixture.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.provider.Verdict.Reason;
import dev.hookwright.testing.SelfSigned;
import dev.hookwright.testing.SnsMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that no endpoint holds: certificates at an address in the request, sets of keys, keys that are asked for. */
class DownloadedKeysTest {
    private static final String SET = "https://keys.acme.example/jwks.json";
    private static final Credentials SNS = configured(Map.of("topic-arn", SnsMessage.TOPIC));
    private static final Provider TOKENS = provider("""
            schemes:
              - type: jwt
                algorithms: [RS256, ES256, ES384, ES512]
                token: {header: authorization}
                public-key: {from: jwks, url: "https://keys.acme.example/jwks.json"}
            """);

    @TempDir
    static Path folder;

    private static SelfSigned key;

    @BeforeAll
    static void make_a_key() throws Exception {
        key = SelfSigned.in(folder);
    }

    private static Credentials configured(Map<String, String> config) {
        return new Credentials(Map.of(), config, Optional.empty());
    }

    private static Verdict sns(SnsMessage message, Instant now, Map<String, String> texts) {
        return builtIn("aws-sns")
                .verify(SampleRequest.post(message.json()).request(), SNS, now, null, new GivenDownloads(texts));
    }

    @Test
    void a_message_is_checked_with_the_certificate_that_it_names_by_either_version() throws Exception {
        Map<String, String> there = Map.of(SnsMessage.CERTIFICATE, key.pem());
        for (String version : List.of("1", "2")) {
            assertVerified(sns(SnsMessage.notification().signed(key, version), NOW, there));
            assertVerified(sns(SnsMessage.confirmation().signed(key, version), NOW, there));
            SnsMessage changed = SnsMessage.notification().signed(key, version).with("Message", "changed");
            assertRefused(sns(changed, NOW, there), Reason.MISMATCH);
        }
        SnsMessage newer = SnsMessage.notification().signed(key, "1").with("SignatureVersion", "2");
        assertRefused(sns(newer, NOW, there), Reason.MISMATCH);
    }

    @Test
    void a_certificate_counts_for_as_long_as_it_is_valid() throws Exception {
        SnsMessage message = SnsMessage.notification().signed(key, "2");
        Map<String, String> there = Map.of(SnsMessage.CERTIFICATE, key.pem());
        assertRefused(sns(message, Instant.parse("2024-12-30T00:00:00Z"), there), Reason.MISMATCH);
        assertRefused(sns(message, Instant.parse("2036-01-01T00:00:00Z"), there), Reason.MISMATCH);
        assertRefused(sns(message, NOW, Map.of(SnsMessage.CERTIFICATE, "no certificate")), Reason.MISMATCH);
        assertRefused(sns(message, NOW, Map.of()), Reason.KEY_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://sns.eu-west-1.amazonaws.com/a.pem",
        "https://evil.example/a.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
        "https://sns.a.b.amazonaws.com/a.pem",
        "https://sns..amazonaws.com/a.pem",
        "https://sns.amazonaws.com/a.pem",
        "https://SNS.eu-west-1.amazonaws.com/a.pem",
        "https://sns.EU-WEST-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com./a.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
        "https://a:b@sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.pem#.pem",
        "https://sns.eu-west-1.amazonaws.com/a?.pem",
        "https://sns.eu-west-1.amazonaws.com/x/../a.pem",
        "https://sns.eu-west-1.amazonaws.com/%2e%2e/a.pem",
        "https://sns.eu-west-1.amazonaws.com//a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.der",
        "'https://sns.eu-west-1.amazonaws.com\\@evil.example/a.pem'",
        "sns.eu-west-1.amazonaws.com/a.pem",
    })
    void a_certificate_from_anywhere_else_is_not_even_asked_for(String location) throws Exception {
        SnsMessage message = SnsMessage.notification().signed(key, "2").with("SigningCertURL", location);
        assertRefused(sns(message, NOW, Map.of(location, key.pem())), Reason.MALFORMED);
    }

    @Test
    void what_another_would_sign_is_refused_before_any_key_is_asked_for() throws Exception {
        SnsMessage message =
                SnsMessage.notification().with("TopicArn", "arn:other").signed(key, "2");
        assertRefused(sns(message, NOW, Map.of()), Reason.MISMATCH);
        Verdict unconfigured = builtIn("aws-sns")
                .verify(SampleRequest.post(message.json()).request(), Credentials.NONE, NOW, null, Downloads.NONE);
        assertRefused(unconfigured, Reason.NO_CREDENTIAL);
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, RSA, SHA256withRSA, 2048",
        "ES256, secp256r1, SHA256withECDSAinP1363Format, P-256",
        "ES384, secp384r1, SHA384withECDSAinP1363Format, P-384",
        "ES512, secp521r1, SHA512withECDSAinP1363Format, P-521",
    })
    void a_token_is_checked_with_the_key_that_it_names(String algorithm, String kind, String java, String curve)
            throws Exception {
        KeyPair pair = pair(kind);
        String set = "{\"keys\":[" + jwk(pair(kind), "other", curve) + "," + jwk(pair, "mine", curve) + "]}";
        Downloads there = new GivenDownloads(Map.of(SET, set));
        assertVerified(verify(token(algorithm, "mine", java, pair), there));
        assertRefused(verify(token(algorithm, "other", java, pair), there), Reason.MISMATCH);
        assertRefused(verify(token(algorithm, "unknown", java, pair), there), Reason.MISMATCH);
        assertRefused(verify(token("HS256", "mine", java, pair), there), Reason.MALFORMED);
        Downloads single = new GivenDownloads(Map.of(SET, jwk(pair, "mine", curve)));
        assertVerified(verify(token(algorithm, "mine", java, pair), single));
    }

    @Test
    void a_key_that_a_set_does_not_have_is_looked_for_again_but_not_at_once() throws Exception {
        KeyPair pair = pair("RSA");
        String token = token("RS256", "new", "SHA256withRSA", pair);
        String old = "{\"keys\":[" + jwk(pair("RSA"), "old", "") + "]}";
        assertThat(verify(token, aged(old, Duration.ofSeconds(16))))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
                    assertThat(refused.wanted()).hasToString(SET);
                });
        assertRefused(verify(token, aged(old, Duration.ofSeconds(15))), Reason.MISMATCH);
    }

    @Test
    void a_key_that_is_asked_for_is_asked_for_with_the_endpoints_own_credentials() throws Exception {
        KeyPair pair = pair("secp256r1");
        Provider provider = provider("""
                schemes:
                  - type: jwt
                    algorithms: [ES256]
                    token: {header: authorization}
                    public-key:
                      {from: fetch, url: "https://{config.where}.acme.example/key", method: POST, format: jwk,
                       request: {id: "{config.id}", key: "{jwt.kid}"}, response: {json: key}}
                """);
        HookRequest request = SampleRequest.post("{}")
                .with("authorization", token("ES256", "a\"b", "SHA256withECDSAinP1363Format", pair))
                .request();
        Credentials credentials = configured(Map.of("where", "test", "id", "me"));
        Verdict.Refused refused = (Verdict.Refused) provider.verify(request, credentials, NOW, null, new NotYet());
        assertThat(refused.wanted().url()).hasToString("https://test.acme.example/key");
        assertThat(refused.wanted().json()).isEqualTo("{\"id\":\"me\",\"key\":\"a\\\"b\"}");
        assertThat(refused.detail()).doesNotContain("me\"");
        String answer = "{\"key\":" + jwk(pair, "a\\\"b", "P-256") + "}";
        assertVerified(provider.verify(request, credentials, NOW, null, answering(answer)));
        String expired = answer.replace("{\"kty\"", "{\"expired_at\":1789999999,\"kty\"");
        assertRefused(provider.verify(request, credentials, NOW, null, answering(expired)), Reason.MISMATCH);
    }

    private static Downloads answering(String text) {
        return aged(text, Duration.ZERO);
    }

    @Test
    void an_endpoint_is_told_which_config_it_lacks() {
        assertThat(builtIn("aws-sns").missingConfig(Credentials.NONE)).containsExactly("topic-arn");
        assertThat(builtIn("aws-sns").missingConfig(SNS)).isEmpty();
        assertThat(builtIn("google-pubsub").missingConfig(Credentials.NONE))
                .containsExactly("audience", "service-account");
        assertThat(builtIn("paypal").missingConfig(Credentials.NONE)).containsExactly("webhook-id");
        assertThat(builtIn("plaid").missingConfig(Credentials.NONE))
                .containsExactly("client-id", "client-secret", "environment");
        assertThat(builtIn("plaid").needsNoSecret(Credentials.NONE)).isTrue();
        Provider mixed = builtIn("fusionauth");
        assertThat(mixed.needsNoSecret(Credentials.NONE)).isFalse();
        assertThat(mixed.needsNoSecret(configured(Map.of("jwks-url", SET)))).isTrue();
    }

    private static final class NotYet implements Downloads {
        @Override
        public State look(Download download) {
            return new State.NotYet();
        }

        @Override
        public CompletableFuture<Void> start(Download download) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static Downloads aged(String text, Duration age) {
        return new Downloads() {
            @Override
            public State look(Download download) {
                return new State.Here(text, age);
            }

            @Override
            public CompletableFuture<Void> start(Download download) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private static Verdict verify(String token, Downloads downloads) {
        HookRequest request =
                SampleRequest.post("{}").with("authorization", token).request();
        return TOKENS.verify(request, Credentials.NONE, NOW, null, downloads);
    }

    private static KeyPair pair(String kind) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.equals("RSA") ? "RSA" : "EC");
        if (kind.equals("RSA")) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec(kind));
        }
        return generator.generateKeyPair();
    }

    private static String jwk(KeyPair pair, String id, String curve) {
        String end = ",\"kid\":\"" + id + "\",\"use\":\"sig\"}";
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"n\":\"" + number(rsa.getModulus()) + "\",\"e\":\""
                    + number(rsa.getPublicExponent()) + "\"" + end;
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"" + curve + "\",\"x\":\""
                + number(ec.getW().getAffineX()) + "\",\"y\":\""
                + number(ec.getW().getAffineY()) + "\"" + end;
    }

    private static String number(java.math.BigInteger number) {
        return base64(number.toByteArray());
    }

    private static String token(String algorithm, String id, String java, KeyPair pair) throws Exception {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + id.replace("\"", "\\\"") + "\"}";
        String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64("{\"iss\":\"acme\"}".getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance(java);
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
