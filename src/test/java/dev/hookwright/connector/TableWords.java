package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Words of a connector's table that stand for something: SECRET for one that breaks URLs, expressions and quoting,
 * IDEMPOTENCY-KEY for the step's idempotency key, IDEMPOTENCY-HASH for what vendors get that take less than that; and user
 * and password behind Basic go out in base64.
 */
final class TableWords {
    static final String AWKWARD_SECRET = "s+e/c=r&t%20#\"'\\$ ü {x} ${body} end";
    static final String SECRET = "SECRET";

    private static final String BASIC = "Basic ";

    private TableWords() {}

    static String text(String text, JsonNode event) {
        String filled = filled(text, event).replace(SECRET, AWKWARD_SECRET);
        return filled.startsWith(BASIC) ? BASIC + base64(filled.substring(BASIC.length())) : filled;
    }

    static String json(String json, JsonNode event) {
        String quoted = TextNode.valueOf(AWKWARD_SECRET).toString();
        return filled(json, event).replace(SECRET, quoted.substring(1, quoted.length() - 1));
    }

    static String path(String path) {
        String encoded = URLEncoder.encode(AWKWARD_SECRET, StandardCharsets.UTF_8);
        return path.replace(SECRET, encoded.replace("+", "%20").replace("%27", "'"));
    }

    private static String filled(String text, JsonNode event) {
        String key = event.at("/runs/0/id").asText() + "-step";
        return text.replace("IDEMPOTENCY-KEY", key).replace("IDEMPOTENCY-HASH", hash(key));
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest).substring(0, 25);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
