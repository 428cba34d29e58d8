package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import dev.hookwright.retry.Durations;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs that went dead, as the ledger has counted them. */
final class DeadSign implements Sign {
    private final AlertRule rule;

    DeadSign(AlertRule rule) {
        this.rule = rule;
    }

    @Override
    public boolean holds(AlertState state, Instant now) {
        return state.counted() > 0;
    }

    @Override
    public Trouble trouble(AlertState state, Instant now) {
        List<Map<String, String>> examples = state.examples();
        Instant first = examples.isEmpty() ? now : Instant.parse(examples.get(0).getOrDefault("at", now.toString()));
        String more = state.isFiring() ? " more" : "";
        String summary = state.counted()
                + more
                + (state.counted() == 1 ? " run went dead: " : " runs went dead: ")
                + Facts.names("route", examples);
        return new Trouble(first, state.counted(), false, summary, examples);
    }

    @Override
    public String over(AlertState state) {
        return "no run has gone dead for " + Durations.format(rule.calm()) + "; " + state.told() + " did since "
                + state.firingSince();
    }
}
