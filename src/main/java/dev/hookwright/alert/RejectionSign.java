package dev.hookwright.alert;

import dev.hookwright.ledger.AlertSigns;
import dev.hookwright.ledger.AlertSigns.Refused;
import dev.hookwright.ledger.AlertSigns.RefusedRequest;
import dev.hookwright.ledger.AlertState;
import dev.hookwright.retry.Durations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Many requests were refused within a time. While it is quiet, it is only asked about after this node has refused one. */
final class RejectionSign implements Sign {
    /** Looks after the last refusal, for what is still on its way into the ledger. */
    private static final int LOOKS = 10;

    private final Condition.Rejections wanted;
    private final AlertSigns signs;
    private final LongSupplier refused;
    private long lastRefused;
    private int looks = LOOKS;

    /** @param refused how many requests this node has refused by now */
    RejectionSign(Condition.Rejections wanted, AlertSigns signs, LongSupplier refused) {
        this.wanted = wanted;
        this.signs = signs;
        this.refused = refused;
    }

    @Override
    public boolean holds(AlertState state, Instant now) {
        long byNow = refused.getAsLong();
        looks = byNow == lastRefused ? looks - 1 : LOOKS;
        lastRefused = byNow;
        if (looks <= 0 && !state.isFiring()) {
            return false;
        }
        return signs.count(since(now.minus(wanted.within())), wanted.count()) >= wanted.count();
    }

    @Override
    public Trouble trouble(AlertState state, Instant now) {
        Instant sent = state.sentAt();
        Instant from = state.isFiring() && sent != null ? sent.plusMillis(1) : now.minus(wanted.within());
        Refused counted = since(from);
        long count = signs.count(counted, MOST);
        List<RefusedRequest> newest = signs.list(counted, true, AlertState.EXAMPLES);
        List<Map<String, String>> examples = newest.stream().map(Facts::of).toList();
        Instant first = signs.list(counted, false, 1).stream()
                .findFirst()
                .map(RefusedRequest::at)
                .orElse(now);
        String when = state.isFiring() ? " since the last message" : " within " + Durations.format(wanted.within());
        return Trouble.of(
                first,
                count,
                Facts.many(count, state.isFiring() ? "more request" : "request") + " refused" + when + " on "
                        + Facts.names("endpoint", examples) + ": " + Facts.names("reason", examples),
                examples);
    }

    @Override
    public String over(AlertState state) {
        return "fewer than " + wanted.count() + " requests are refused within " + Durations.format(wanted.within())
                + " again; " + state.told() + " were since " + state.firingSince();
    }

    private Refused since(Instant from) {
        return new Refused(from, wanted.endpoints(), wanted.reasons());
    }
}
