package dev.hookwright.download;

import dev.hookwright.provider.Download;
import dev.hookwright.provider.Downloads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads that are kept for as long as they are good for. What strangers can cause by it is bounded: the number that
 * are kept, how soon a failed one is tried again, how often a provider is called; there is one call at a time for each.
 */
public final class CachedDownloads implements Downloads {
    private static final Logger LOG = LoggerFactory.getLogger(CachedDownloads.class);
    static final int MOST = 256;
    static final Duration FAILED_FOR = Duration.ofSeconds(30);

    private final Fetch fetch;
    private final Executor workers;
    private final InstantSource clock;
    private final Map<Download, Kept> here = new Bounded<>();
    private final Map<Download, Failure> failed = new Bounded<>();
    private final Map<Download, CompletableFuture<Void>> underWay = new HashMap<>();
    private final CallLimit limit = new CallLimit();

    private record Kept(String text, Instant at) {}

    private record Failure(String why, Instant until) {}

    /** Forgets what was not used for the longest time. */
    private static final class Bounded<V> extends LinkedHashMap<Download, V> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Download, V> eldest) {
            return size() > MOST;
        }
    }

    /** @param workers where fetching may block */
    public CachedDownloads(Fetch fetch, Executor workers, InstantSource clock) {
        this.fetch = fetch;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public synchronized State look(Download download) {
        Instant now = clock.instant();
        Kept kept = here.get(download);
        if (kept != null && now.isBefore(kept.at().plus(download.keepFor()))) {
            return new State.Here(kept.text(), Duration.between(kept.at(), now));
        }
        Failure failure = failure(download, now);
        return failure == null ? new State.NotYet() : new State.Failed(failure.why());
    }

    @Override
    public CompletableFuture<Void> start(Download download) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<Void> already = underWay.get(download);
            if (already != null) {
                return already;
            }
            Instant now = clock.instant();
            if (failure(download, now) != null) {
                return CompletableFuture.completedFuture(null);
            }
            if (!limit.take(download.provider(), now)) {
                failed.put(
                        download,
                        new Failure("too many were asked for in a short time", now.plus(CallLimit.ONE_EVERY)));
                return CompletableFuture.completedFuture(null);
            }
            underWay.put(download, done);
        }
        workers.execute(() -> {
            try {
                succeeded(download, fetch.text(download));
            } catch (IOException | RuntimeException e) {
                failed(download, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                failed(download, "the server stops");
                Thread.currentThread().interrupt();
            } finally {
                done.complete(null);
            }
        });
        return done;
    }

    private synchronized void succeeded(Download download, String text) {
        underWay.remove(download);
        failed.remove(download);
        here.put(download, new Kept(text, clock.instant()));
        LOG.info("fetched {} for {}", download, download.provider());
    }

    private synchronized void failed(Download download, String why) {
        underWay.remove(download);
        failed.put(download, new Failure(why, clock.instant().plus(FAILED_FOR)));
        LOG.warn(
                "{} needs {}, which cannot be had: {}; requests that need it get 503, and it is tried again after {} s",
                download.provider(),
                download,
                why,
                FAILED_FOR.toSeconds());
    }

    private @Nullable Failure failure(Download download, Instant now) {
        Failure failure = failed.get(download);
        return failure != null && now.isBefore(failure.until()) ? failure : null;
    }
}
