package dev.hookwright.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** When the first of the runs is due that were added to the queue since somebody looked. */
public final class NewlyDue {
    private final AtomicReference<@Nullable Instant> first = new AtomicReference<>();

    void note(Instant due) {
        first.accumulateAndGet(due, (known, added) -> known == null || added.isBefore(known) ? added : known);
    }

    /** Gives it to one who looks; null if nothing was added. */
    public @Nullable Instant take() {
        return first.getAndSet(null);
    }
}
