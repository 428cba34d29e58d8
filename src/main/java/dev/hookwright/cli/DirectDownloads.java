package dev.hookwright.cli;

import dev.hookwright.download.Fetch;
import dev.hookwright.provider.Download;
import dev.hookwright.provider.Downloads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What is written down beside a request, and else what there is now: a command may wait for it. */
final class DirectDownloads implements Downloads {
    private final Downloads given;
    private final Fetch fetch;

    DirectDownloads(Downloads given, Fetch fetch) {
        this.given = given;
        this.fetch = fetch;
    }

    @Override
    public State look(Download download) {
        State state = given.look(download);
        if (state instanceof State.Here) {
            return state;
        }
        try {
            return new State.Here(fetch.text(download), Duration.ZERO);
        } catch (IOException e) {
            return new State.Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new State.Failed("interrupted");
        }
    }

    @Override
    public CompletableFuture<Void> start(Download download) {
        return CompletableFuture.completedFuture(null);
    }
}
