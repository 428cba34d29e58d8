package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Public keys as JSON (RFC 7517): RSA, and the elliptic curves of JSON Web Tokens. */
final class Jwk {
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    private Jwk() {}

    /**
     * The key with an id, of a set or alone.
     *
     * @param keyId empty if the token names none: then it is the only one there
     */
    static DatedKey find(JsonNode document, String keyId, PublicKeys.Algorithm algorithm) throws UnusableSecret {
        List<JsonNode> keys = new ArrayList<>();
        if (document.path("keys").isArray()) {
            document.path("keys").forEach(keys::add);
        } else if (keyId.isEmpty() || document.path("kid").asText(keyId).equals(keyId)) {
            keys.add(document);
        }
        keys.removeIf(key -> !key.path("kty").asText().equals(algorithm.keyKind())
                || !key.path("use").asText("sig").equals("sig")
                || (!keyId.isEmpty() && !key.path("kid").asText(keyId).equals(keyId)));
        if (keys.size() != 1) {
            throw new UnusableSecret(
                    keys.isEmpty() ? "it has no such " + algorithm.keyKind() + " key" : "it has several such keys");
        }
        JsonNode expired = keys.get(0).path("expired_at");
        return new DatedKey(
                key(keys.get(0), algorithm),
                Instant.MIN,
                expired.canConvertToLong() ? Instant.ofEpochSecond(expired.asLong()) : Instant.MAX);
    }

    private static PublicKey key(JsonNode jwk, PublicKeys.Algorithm algorithm) throws UnusableSecret {
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm.keyKind());
            if (algorithm.keyKind().equals("RSA")) {
                return factory.generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            }
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(
                    new ECGenParameterSpec(CURVES.getOrDefault(jwk.path("crv").asText(), "none")));
            return factory.generatePublic(new ECPublicKeySpec(
                    new ECPoint(number(jwk, "x"), number(jwk, "y")), curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new UnusableSecret("it is not a public key for " + algorithm.keyKind() + " as jwk");
        }
    }

    private static BigInteger number(JsonNode jwk, String member) throws UnusableSecret {
        byte[] bytes = Encoding.BASE64URL.decode(jwk.path(member).asText(""));
        if (bytes == null || bytes.length == 0) {
            throw new UnusableSecret("its \"" + member + "\" is not a number in base64url");
        }
        return new BigInteger(1, bytes);
    }
}
