package dev.hookwright.provider;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/** Hashes by the names that provider files have for them. */
final class Digests {
    static final List<String> WORDS = List.of("sha256", "sha1", "sha512");
    private static final Map<String, String> NAMES = Map.of("sha256", "SHA-256", "sha1", "SHA-1", "sha512", "SHA-512");

    private Digests() {}

    static byte[] of(String word, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(NAMES.getOrDefault(word, word));
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + word, e);
        }
    }

    /** As Java names the HMAC: HmacSHA256. */
    static String hmac(String word) {
        return "HmacSHA" + word.substring("sha".length());
    }
}
