package dev.hookwright.alert;

import dev.hookwright.ledger.AlertSigns;
import dev.hookwright.ledger.AlertState;
import dev.hookwright.retry.Durations;
import java.time.Instant;
import java.util.List;

/** Runs that could go have not gone for a time. */
final class BacklogSign implements Sign {
    private final Condition.Backlog wanted;
    private final AlertSigns signs;
    private List<AlertSigns.Overdue> oldest = List.of();

    BacklogSign(Condition.Backlog wanted, AlertSigns signs) {
        this.wanted = wanted;
        this.signs = signs;
    }

    @Override
    public boolean holds(AlertState state, Instant now) {
        oldest = signs.overdue(now.minus(wanted.age()), AlertState.EXAMPLES);
        return !oldest.isEmpty();
    }

    @Override
    public Trouble trouble(AlertState state, Instant now) {
        long count = signs.countOverdue(now.minus(wanted.age()), MOST);
        Instant since = oldest.isEmpty() ? now : oldest.get(0).dueAt();
        return Trouble.of(
                since,
                count,
                Facts.many(count, "run") + (state.isFiring() ? " still" : "") + (count == 1 ? " waits" : " wait")
                        + " for " + Durations.format(wanted.age()) + " or longer, the first since " + since,
                oldest.stream().map(Facts::of).toList());
    }

    @Override
    public String over(AlertState state) {
        return "no run waits for " + Durations.format(wanted.age()) + " any more";
    }
}
