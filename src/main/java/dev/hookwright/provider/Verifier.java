package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A scheme with its keys at hand, for many requests and threads. */
@FunctionalInterface
interface Verifier {
    /** @param tolerance how far a timestamp may be off, instead of what the scheme says */
    Proof verify(Reading reading, Instant now, @Nullable Duration tolerance) throws Refusal;

    /**
     * That a request is the provider's.
     *
     * @param index which secret matched, in the order in which they were given
     * @param nonce a value that must not be seen a second time; null if there is none
     */
    record Proof(int index, @Nullable String nonce) {}
}
