package dev.hookwright.provider;

import org.jspecify.annotations.Nullable;

/**
 * How a secret becomes a key.
 *
 * @param stripPrefix taken off when it is there
 */
record SecretForm(Encoding encoding, String stripPrefix) {
    /** The key; null if the secret does not decode or is empty. */
    byte @Nullable [] key(String secret) {
        String text = !stripPrefix.isEmpty() && secret.startsWith(stripPrefix)
                ? secret.substring(stripPrefix.length())
                : secret;
        byte[] key = encoding.decode(text);
        return key == null || key.length == 0 ? null : key;
    }
}
