package dev.hookwright.server;

import dev.hookwright.dispatch.DriveWatch;
import dev.hookwright.dispatch.RunEnd;
import dev.hookwright.dispatch.RunExecutor;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.observe.Metrics;
import dev.hookwright.trace.RunTrace;
import dev.hookwright.trace.Sampling;
import dev.hookwright.trace.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks on while runs are driven: measures, has each call say which trace it belongs to, and tells the spans.
 *
 * @param spans null where none are sent
 */
record WatchedRuns(
        RunExecutor runs,
        Metrics metrics,
        Sampling sampling,
        @Nullable Spans spans,
        InstantSource clock) implements RunExecutor {
    @Override
    public CompletableFuture<RunEnd> execute(Drive drive) {
        Instant begunAt = clock.instant();
        metrics.begun(drive.run(), begunAt);
        Watch watch = new Watch(drive, begunAt, System.nanoTime());
        CompletableFuture<RunEnd> end = runs.execute(drive.watchedBy(watch));
        return spans == null ? end : end.whenComplete(watch::ended);
    }

    private final class Watch implements DriveWatch {
        private final Drive drive;
        private final Instant begunAt;
        private final long begunNanos;
        /** Made when it is first asked for: many runs call nobody. */
        private volatile @Nullable RunTrace trace;

        Watch(Drive drive, Instant begunAt, long begunNanos) {
            this.drive = drive;
            this.begunAt = begunAt;
            this.begunNanos = begunNanos;
        }

        private RunTrace trace() {
            RunTrace known = trace;
            if (known == null) {
                known = RunTrace.of(drive.event(), drive.run(), sampling);
                trace = known;
            }
            return known;
        }

        @Override
        public Map<String, String> headers(String stepKey, int attempt) {
            return trace().headers(stepKey, attempt);
        }

        @Override
        public void tried(Attempt attempt, @Nullable String host, long nanos) {
            metrics.tried(attempt, nanos);
            if (spans != null && trace().isRecorded()) {
                spans.tried(drive.run(), trace(), attempt, host, attempt.at().plusNanos(nanos));
            }
        }

        private void ended(@Nullable RunEnd end, @Nullable Throwable failure) {
            if (spans != null && end != null && trace().isRecorded()) {
                Instant endedAt = begunAt.plus(Duration.ofNanos(System.nanoTime() - begunNanos));
                spans.driven(drive.event(), drive.run(), trace(), end, begunAt, endedAt);
            }
        }
    }
}
