package dev.hookwright.provider;

import java.security.MessageDigest;
import java.util.List;

/** A secret made ready to check signatures with, for many requests and threads. */
interface SigningKey {
    /** In a time that does not depend on where a candidate differs. */
    default boolean matchesAny(List<byte[]> content, List<byte[]> candidates) {
        byte[] expected = sign(content);
        boolean matches = false;
        for (byte[] candidate : candidates) {
            matches |= MessageDigest.isEqual(expected, candidate);
        }
        return matches;
    }

    /** @throws IllegalArgumentException if it is a public key */
    byte[] sign(List<byte[]> content);
}
