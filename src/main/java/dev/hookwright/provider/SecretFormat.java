package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How a secret's text becomes a key.
 *
 * @param prefixes left off where the text starts with one of them
 * @param digest the key is this digest of the secret, as Java names it; empty for the secret itself
 */
record SecretFormat(Encoding encoding, Prefixes prefixes, String digest) {
    static final SecretFormat AS_IT_IS = new SecretFormat(Encoding.UTF8, Prefixes.NONE, "");

    /** Never empty. */
    byte[] key(String secret) throws UnusableSecret {
        String text = prefixes.strip(secret);
        byte[] key;
        try {
            key = switch (encoding) {
                case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
                case BASE64 -> Base64.getDecoder().decode(text);
                case BASE64URL -> Base64.getUrlDecoder().decode(text);
                case HEX -> HexFormat.of().parseHex(text);
            };
        } catch (IllegalArgumentException e) {
            throw new UnusableSecret("it cannot be decoded from " + encoding.word());
        }
        if (key.length == 0) {
            throw new UnusableSecret("it is empty");
        }
        return digest.isEmpty() ? key : Digests.of(digest, key);
    }
}
