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
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Public keys and JSON Web Tokens. */
class KeysTest {
    private static final String BODY = "{\"n\":1}";
    private static final String JWT = """
            schemes:
              - type: jwt
                algorithms: [HS256]
                token: {header: authorization, prefix: "Bearer "}
                claims: {iss: [acme, "https://acme.example"], aud: "{url}"}
                max-age: 300
                body-digest: {claim: sha256, algorithm: sha256, encoding: hex}
            event: {id: [{claim: jti}]}
            """;

    private static Provider keyed(String algorithm, String format) {
        return provider("schemes: [{type: public-key, algorithm: " + algorithm
                + ", signature: {header: x-signature, encoding: base64}, signed-content: \"{body}\","
                + " public-key: {from: secret, format: " + format + "}}]");
    }

    private static KeyPair pair(String kind) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (kind.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (kind.equals("RSA")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private static byte[] sign(KeyPair keys, String algorithm, String content) throws Exception {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(keys.getPrivate());
        signer.update(content.getBytes(StandardCharsets.UTF_8));
        return signer.sign();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static void check(String algorithm, String java, KeyPair keys, String format, String key) throws Exception {
        Provider provider = keyed(algorithm, format);
        SampleRequest request = SampleRequest.post(BODY)
                .with("x-signature", Base64.getEncoder().encodeToString(sign(keys, java, BODY)));
        assertThat(provider.complaintsAbout(Credentials.of(List.of(key)))).isEmpty();
        assertVerified(verify(provider, request, key));
        assertRefused(verify(provider, request.withBody("{}"), key), Reason.MISMATCH);
        assertRefused(verify(provider, request.with("x-signature", "AAAA"), key), Reason.MISMATCH);
        assertThat(provider.complaintsAbout(Credentials.of(List.of(key.substring(0, key.length() / 2)))))
                .singleElement()
                .asString()
                .startsWith("secret 1 is not one that acme gives out: it is not a public key");
    }

    @Test
    void public_keys_are_read_in_each_of_their_forms() throws Exception {
        KeyPair ed25519 = pair("Ed25519");
        byte[] spki = ed25519.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
        check("ed25519", "Ed25519", ed25519, "raw-hex", HexFormat.of().formatHex(raw));
        check("ed25519", "Ed25519", ed25519, "raw-base64", Base64.getEncoder().encodeToString(raw));
        check("ed25519", "Ed25519", ed25519, "pem", pem(ed25519));
        KeyPair ec = pair("EC");
        check(
                "ecdsa-p256-sha256",
                "SHA256withECDSA",
                ec,
                "spki-base64",
                Base64.getEncoder().encodeToString(ec.getPublic().getEncoded()));
        byte[] point = ec.getPublic().getEncoded();
        check(
                "ecdsa-p256-sha256",
                "SHA256withECDSA",
                ec,
                "raw-hex",
                HexFormat.of().formatHex(Arrays.copyOfRange(point, point.length - 65, point.length)));
        KeyPair rsa = pair("RSA");
        check("rsa-pkcs1-sha256", "SHA256withRSA", rsa, "pem", pem(rsa));
        check("rsa-pkcs1-sha1", "SHA1withRSA", rsa, "pem", pem(rsa).replace("\n", "\\n"));
    }

    @Test
    void a_key_of_another_kind_is_not_taken() throws Exception {
        assertThat(keyed("rsa-pkcs1-sha256", "pem").complaintsAbout(Credentials.of(List.of(pem(pair("EC"))))))
                .hasSize(1);
        assertThat(keyed("ed25519", "pem").complaintsAbout(Credentials.of(List.of(pem(pair("RSA"))))))
                .hasSize(1);
    }

    private static String token(String header, String claims, String key) throws Exception {
        String signed = part(header) + "." + part(claims);
        byte[] mac = HexFormat.of()
                .parseHex(SignedShapesTest.hmac("HmacSHA256", key.getBytes(StandardCharsets.UTF_8), signed));
        return "Bearer " + signed + "." + Encoding.BASE64URL.encode(mac);
    }

    private static String part(String text) {
        return Encoding.BASE64URL.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String claims(String... more) {
        String digest = HexFormat.of().formatHex(Digests.of("sha256", BODY.getBytes(StandardCharsets.UTF_8)));
        return "{\"iss\":\"acme\",\"aud\":[\"other\",\"" + SampleRequest.URL + "\"],\"iat\":1790000000,\"jti\":\"j1\","
                + "\"sha256\":\"" + digest + "\"" + String.join("", more) + "}";
    }

    @Test
    void a_jwt_binds_issuer_audience_time_and_body() throws Exception {
        Provider provider = provider(JWT);
        String head = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        SampleRequest request = SampleRequest.post(BODY).with("authorization", token(head, claims(), "s"));
        assertThat(verify(provider, request, "s"))
                .isEqualTo(new Verdict.Verified("jwt", "secret", 0, Assurance.SIGNATURE));
        assertThat(provider.identify(request.request()).id()).isEqualTo("j1");
        assertRefused(verify(provider, request, "t"), Reason.MISMATCH);
        assertRefused(verify(provider, request.withBody("{}"), "s"), Reason.DIGEST_MISMATCH);
        assertRefused(verify(provider, request.at("https://other.example/"), "s"), Reason.MISMATCH);
        assertRefused(verifyAt(provider, request, NOW.plusSeconds(301), "s"), Reason.STALE);
        Map<String, Reason> wrong = Map.of(
                token(head, claims(",\"exp\":1790000000"), "s"),
                Reason.STALE,
                token(head, claims(",\"nbf\":1790000100"), "s"),
                Reason.STALE,
                token(head, claims().replace("acme", "acne"), "s"),
                Reason.MISMATCH,
                token(head, claims(",\"exp\":\"x\""), "s"),
                Reason.MALFORMED,
                token("{\"alg\":\"none\"}", claims(), "s"),
                Reason.MALFORMED,
                token("{\"alg\":\"HS512\"}", claims(), "s"),
                Reason.MALFORMED,
                token("{\"alg\":\"HS256\",\"crit\":[\"b64\"]}", claims(), "s"),
                Reason.MALFORMED,
                "Bearer " + part("{\"alg\":\"none\"}") + "." + part(claims()) + ".",
                Reason.MALFORMED,
                "Bearer a.b",
                Reason.MALFORMED);
        for (Map.Entry<String, Reason> entry : wrong.entrySet()) {
            assertRefused(verify(provider, request.with("authorization", entry.getKey()), "s"), entry.getValue());
        }
    }

    @Test
    void a_jwt_can_be_signed_with_a_pasted_key_and_its_public_key_is_no_secret() throws Exception {
        for (String algorithm : List.of("RS256", "ES256")) {
            boolean rsa = algorithm.equals("RS256");
            KeyPair keys = pair(rsa ? "RSA" : "EC");
            Provider provider = provider("schemes: [{type: jwt, algorithms: [" + algorithm
                    + "], token: {header: x-token}, claims: {iss: acme}, public-key: {from: secret, format: pem}}]");
            String signed = part("{\"alg\":\"" + algorithm + "\"}") + "." + part("{\"iss\":\"acme\"}");
            byte[] signature = sign(keys, rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format", signed);
            SampleRequest request =
                    SampleRequest.post(BODY).with("x-token", signed + "." + Encoding.BASE64URL.encode(signature));
            assertThat(verify(provider, request, pem(keys)))
                    .isEqualTo(new Verdict.Verified("jwt", "secret", 0, Assurance.ORIGIN));
            String confused = token("{\"alg\":\"HS256\"}", "{\"iss\":\"acme\"}", pem(keys));
            assertRefused(
                    verify(provider, request.with("x-token", confused.substring(7)), pem(keys)), Reason.MALFORMED);
        }
    }

    @Test
    void what_is_signed_for_a_try_is_accepted() {
        Provider provider = provider(JWT);
        Credentials credentials = new Credentials(Map.of("secret", List.of("s")), Map.of(), Optional.empty());
        SampleRequest request = SampleRequest.post(BODY);
        assertVerified(verify(provider, ProviderFixture.signed(provider, request, credentials), "s"));
    }
}
