package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import java.util.Optional;

/** An alert of the workspace, and how it stands; nothing before it was first looked at. */
public record AlertStanding(AlertRule rule, Optional<AlertState> state) {
    /** How many since it fires. */
    public long count() {
        return state.map(now -> now.told() + (rule.condition().addsUp() ? now.counted() : 0))
                .orElse(0L);
    }
}
