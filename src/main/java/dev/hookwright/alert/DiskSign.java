package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node refuses events because its disk or the ledger is full. */
final class DiskSign implements Sign {
    private final String node;
    private final Supplier<Optional<String>> refusal;
    private @Nullable Instant since;
    private String why = "";

    /** @param refusal why no event is accepted now */
    DiskSign(String node, Supplier<Optional<String>> refusal) {
        this.node = node;
        this.refusal = refusal;
    }

    @Override
    public boolean holds(AlertState state, Instant now) {
        Optional<String> present = refusal.get();
        why = present.orElse(why);
        if (present.isEmpty()) {
            since = null;
        } else if (since == null) {
            since = now;
        }
        return present.isPresent();
    }

    @Override
    public Trouble trouble(AlertState state, Instant now) {
        Instant first = since;
        return Trouble.of(
                first == null ? now : first,
                1,
                "events are" + (state.isFiring() ? " still" : "") + " refused: " + why,
                List.of(Facts.ofDisk(node, why)));
    }

    @Override
    public String over(AlertState state) {
        return "there is room again: events are accepted";
    }
}
