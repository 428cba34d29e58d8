package dev.hookwright.admin;

import dev.hookwright.ledger.EndpointActivity;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.LastReceived;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.ledger.StepCounts;
import dev.hookwright.ledger.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has happened in the last 24 hours, and how things stand now. */
public final class RecentActivity {
    static final Duration RECENT = Duration.ofHours(24);

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Ledger ledger;
    private final Tallies tallies;
    private final LastReceived lastReceived;
    private @Nullable Look last;

    public RecentActivity(Ledger ledger, Tallies tallies) {
        this.ledger = ledger;
        this.tallies = tallies;
        this.lastReceived = ledger.lastReceived();
    }

    /** How things stood when someone last looked: a list asks for each of its items. */
    private record Look(Tally day, boolean complete, Map<String, Map<RunStatus, Long>> open, long atNanos) {
        boolean isFresh() {
            return System.nanoTime() - atNanos < FRESH.toNanos();
        }
    }

    /** Whether all of the last 24 hours is counted: the first to ask after a start may not have it yet. */
    boolean isComplete() {
        return look().complete();
    }

    EndpointActivity of(String endpoint) {
        Tally day = look().day();
        return new EndpointActivity(
                lastReceived.of(endpoint).orElse(null),
                day.accepted(endpoint),
                day.duplicates(endpoint),
                day.rejected(endpoint));
    }

    /** A route's runs: those that have not ended as they are now, the others of the last 24 hours. */
    Map<RunStatus, Long> runs(String route) {
        Look look = look();
        Map<RunStatus, Long> runs = new EnumMap<>(RunStatus.class);
        runs.putAll(look.day().runs(route));
        for (RunStatus open : new RunStatus[] {RunStatus.READY, RunStatus.RUNNING, RunStatus.WAITING}) {
            runs.remove(open);
        }
        runs.putAll(look.open().getOrDefault(route, Map.of()));
        return runs;
    }

    StepCounts steps(String route) {
        return ledger.stats().steps(route, ledger.now().minus(RECENT));
    }

    private synchronized Look look() {
        Look known = last;
        if (known == null || !known.isFresh()) {
            Instant now = ledger.now();
            Tally day = new Tally();
            List<@Nullable Tally> counted = tallies.of(
                    StatsWindow.of(now.minus(RECENT), now.plusMillis(1), null).spans(EventFilter.ALL), PATIENCE);
            counted.stream().filter(Objects::nonNull).forEach(day::add);
            lastReceived.look();
            known = new Look(day, !counted.contains(null), ledger.stats().openRuns(), System.nanoTime());
            last = known;
        }
        return known;
    }
}
