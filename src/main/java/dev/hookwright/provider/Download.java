package dev.hookwright.provider;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A document that verification needs from the provider: a key, or the visit by which an endpoint is confirmed.
 *
 * @param provider for which it is needed
 * @param url checked already: it may be called
 * @param json what is posted; null for a plain GET
 * @param keepFor how long it is good for
 */
public record Download(String provider, URI url, @Nullable String json, Duration keepFor) {
    /** Without what is posted: it may hold a secret. */
    @Override
    public String toString() {
        return url.toString();
    }
}
