package dev.hookwright.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values that cannot be guessed, and what can be shown of them. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /** 256 bits in text. */
    static String random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return text(random);
    }

    /** The SHA-256 of a text, in base64url: 43 characters. */
    static String digest(String text) {
        try {
            return text(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static boolean isSame(String expected, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
