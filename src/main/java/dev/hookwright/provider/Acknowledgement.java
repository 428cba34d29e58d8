package dev.hookwright.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * What a provider wants to hear of an event that was accepted.
 *
 * @param timeout how long it waits before it counts the delivery as failed, where that is known
 * @param retries how often it tries again, in words, where that is known
 */
public record Acknowledgement(
        Optional<Duration> timeout, Optional<String> retries, int status, String contentType, String body) {
    static final Acknowledgement PLAIN = new Acknowledgement(Optional.empty(), Optional.empty(), 200, "text/plain", "");
}
