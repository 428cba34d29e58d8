package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A JSON Web Token in its compact form (RFC 7515, 7519), not yet verified.
 *
 * @param signed what the signature is over
 */
record JwtToken(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
    static JwtToken parse(String text) throws Refusal {
        List<String> parts = List.of(text.split("\\.", -1));
        byte[] signature = parts.size() == 3 ? unpadded(parts.get(2)) : null;
        if (signature == null || signature.length == 0) {
            throw Refusal.malformed("the token is not a signed JWT");
        }
        JsonNode header = object(parts.get(0));
        // RFC 7515, section 4.1.11: what is critical and not understood makes the token invalid. We understand none.
        if (header.has("crit")) {
            throw Refusal.malformed("the token has critical extensions");
        }
        byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.UTF_8);
        return new JwtToken(header, object(parts.get(1)), signed, signature);
    }

    String algorithm() {
        return header.path("alg").asText("");
    }

    /** Which key signed it; empty if it does not say. */
    String keyId() {
        return header.path("kid").asText("");
    }

    private static JsonNode object(String part) throws Refusal {
        byte[] decoded = unpadded(part);
        try {
            JsonNode node = decoded == null ? null : BodyJson.tree(decoded);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (UnreadableBody e) {
            throw Refusal.malformed("the token is not JSON inside");
        }
        throw Refusal.malformed("the token is not a JWT");
    }

    private static byte[] unpadded(String part) throws Refusal {
        byte[] decoded = part.endsWith("=") ? null : Encoding.BASE64URL.decode(part);
        if (decoded == null) {
            throw Refusal.malformed("the token is not in base64url");
        }
        return decoded;
    }
}
