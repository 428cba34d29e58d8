package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A service account as Google's key file describes it: an e-mail address, and an RSA key to sign with. */
final class ServiceAccount {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final String email;
    private final PrivateKey key;

    private ServiceAccount(String email, PrivateKey key) {
        this.email = email;
        this.key = key;
    }

    /** @throws IllegalArgumentException if it is none; the message shows nothing of it */
    static ServiceAccount parse(String keyFile) {
        try {
            JsonNode json = MAPPER.readTree(keyFile);
            String email = json.path("client_email").asText("");
            String pem = json.path("private_key").asText("").replaceAll("-----[A-Z ]+-----|\\s", "");
            if (!email.isEmpty() && !pem.isEmpty()) {
                PKCS8EncodedKeySpec encoded =
                        new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
                return new ServiceAccount(email, KeyFactory.getInstance("RSA").generatePrivate(encoded));
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // Said below: the cause may quote the key.
        }
        throw new IllegalArgumentException(
                "OAuth: the service account is not a JSON key file (paste the whole file with client_email and"
                        + " private_key)");
    }

    /** The signed statement that asks for a token (RFC 7523). */
    String assertion(String tokenUrl, String scope, Instant now) {
        ObjectNode claims = MAPPER.createObjectNode()
                .put("iss", email)
                .put("scope", scope)
                .put("aud", tokenUrl)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("OAuth: the service account's key cannot sign (make a new key)", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
