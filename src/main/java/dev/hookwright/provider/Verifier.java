package dev.hookwright.provider;

import org.jspecify.annotations.Nullable;

/** A scheme with its keys at hand, for many requests and threads. */
@FunctionalInterface
interface Verifier {
    Proof verify(Reading reading, Circumstances at) throws Refusal;

    /**
     * That a request is the provider's.
     *
     * @param index which secret matched, in the order in which they were given
     * @param nonce a value that must not be seen a second time; null if there is none
     */
    record Proof(int index, @Nullable String nonce) {}
}
