package dev.hookwright.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * What a provider wants to hear of an event that was accepted, now or before.
 *
 * @param timeout how long it waits before it counts the delivery as failed, where that is known
 * @param retries how often it tries again, in words, where that is known
 * @param status the only status that will do, where that is so
 * @param text the only answer that will do, where that is so
 */
public record Acknowledgement(
        Optional<Duration> timeout, Optional<String> retries, Optional<Integer> status, Optional<Text> text) {
    static final Acknowledgement PLAIN =
            new Acknowledgement(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** An answer, word for word. */
    public record Text(String contentType, String body) {}

    /** With which the sender is answered. */
    public int status(boolean duplicate) {
        return status.orElse(text.isPresent() || duplicate ? 200 : 202);
    }
}
