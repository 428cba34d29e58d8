package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What stands in a table for the idempotency key that a connector's step gets in a run. */
final class StepKey {
    private StepKey() {}

    /** Puts in the key as it is, as a hash of 32, 28 or 25 digits and in a UUID's form, and the day of the event. */
    static String fill(String text, JsonNode event) {
        String key = event.at("/runs/0/id").asText() + "-step";
        String hash = sha256(key);
        String uuid = hash.replaceFirst("^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$", "$1-$2-4$3-8$4-$5");
        return text.replace("IDEMPOTENCY-KEY", key)
                .replace("IDEMPOTENCY-HASH", hash.substring(0, 32))
                .replace("IDEMPOTENCY-HAS28", hash.substring(0, 28))
                .replace("IDEMPOTENCY-HAS25", hash.substring(0, 25).toUpperCase(Locale.ROOT))
                .replace("IDEMPOTENCY-UUID", uuid)
                .replace("RECEIVED-DAY", event.path("receivedAt").asText().substring(0, 10));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
