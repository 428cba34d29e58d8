package dev.hookwright.provider;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What was downloaded. Verification only looks, so that it can run on an event loop; where something is not there yet,
 * it says so, and whoever asked starts the download and asks again.
 */
public interface Downloads {
    /** For where nothing can be downloaded. */
    Downloads NONE = new GivenDownloads(java.util.Map.of());

    /** How a download stands. */
    sealed interface State {
        /** @param age since it was downloaded */
        record Here(String text, Duration age) implements State {}

        /** It was tried a short while ago, and will not be tried now. */
        record Failed(String why) implements State {}

        record NotYet() implements State {}
    }

    /** Never blocks. */
    State look(Download download);

    /** Completes when it has come or has failed, or if it is not worth trying now. Never blocks, never fails. */
    CompletableFuture<Void> start(Download download);
}
