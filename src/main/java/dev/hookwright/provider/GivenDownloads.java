package dev.hookwright.provider;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Downloads that are written down beside the request that needs them, as examples and vectors have them.
 *
 * @param texts by URL
 */
public record GivenDownloads(Map<String, String> texts) implements Downloads {
    public GivenDownloads {
        texts = Map.copyOf(texts);
    }

    @Override
    public State look(Download download) {
        String text = texts.get(download.url().toString());
        return text == null ? new State.Failed("nothing is downloaded here") : new State.Here(text, Duration.ZERO);
    }

    @Override
    public CompletableFuture<Void> start(Download download) {
        return CompletableFuture.completedFuture(null);
    }
}
