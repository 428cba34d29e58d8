package dev.hookwright.intake;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Whether the event loops still turn: each says so about once a second. */
final class LoopBeats {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final List<AtomicLong> beats = new CopyOnWriteArrayList<>();

    LoopBeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Watches the event loop that calls this. */
    void watch(Vertx vertx) {
        AtomicLong beat = new AtomicLong(nanoTime.getAsLong());
        beats.add(beat);
        vertx.setPeriodic(BEAT.toMillis(), timer -> beat.set(nanoTime.getAsLong()));
    }

    /** How long ago the one that has been silent for longest has turned. */
    Duration silence() {
        long now = nanoTime.getAsLong();
        long longest = beats.stream().mapToLong(beat -> now - beat.get()).max().orElse(0);
        return Duration.ofNanos(Math.max(0, longest));
    }
}
