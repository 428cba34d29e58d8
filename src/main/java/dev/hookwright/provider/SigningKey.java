package dev.hookwright.provider;

import java.util.List;

/** A secret made ready to check signatures with, for many requests and threads. */
interface SigningKey {
    boolean matchesAny(List<byte[]> content, List<byte[]> candidates);

    /** @throws IllegalArgumentException if it is a public key */
    byte[] sign(List<byte[]> content);
}
