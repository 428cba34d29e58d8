package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Nothing came to an endpoint for a time. When something came last is only asked when it seems to be as long ago as that. */
final class SilenceSign implements Sign {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final Condition.Silence wanted;
    private final Function<String, Optional<Instant>> lastReceived;
    private final Map<String, Heard> heard = new HashMap<>();
    private List<String> silent = List.of();

    /** @param lastReceived when the newest event of an endpoint came */
    SilenceSign(Condition.Silence wanted, Function<String, Optional<Instant>> lastReceived) {
        this.wanted = wanted;
        this.lastReceived = lastReceived;
    }

    /** @param last when something came; null if nothing ever did */
    private record Heard(@Nullable Instant last, Instant askedAt) {
        Instant since(AlertState state) {
            Instant known = last;
            return known == null ? state.watchedSince() : known;
        }
    }

    @Override
    public boolean holds(AlertState state, Instant now) {
        List<String> found = new ArrayList<>();
        for (String endpoint : wanted.endpoints()) {
            if (isSilent(asOf(now, endpoint, state), state, now)) {
                found.add(endpoint);
            }
        }
        silent = found;
        return !found.isEmpty();
    }

    private Heard asOf(Instant now, String endpoint, AlertState state) {
        Heard known = heard.get(endpoint);
        if (known != null) {
            boolean justAsked = isSilent(known, state, known.askedAt())
                    && now.isBefore(known.askedAt().plus(ASK_AGAIN));
            if (justAsked || !isSilent(known, state, now)) {
                return known;
            }
        }
        Heard asked = new Heard(lastReceived.apply(endpoint).orElse(null), now);
        heard.put(endpoint, asked);
        return asked;
    }

    private boolean isSilent(Heard known, AlertState state, Instant now) {
        return !now.isBefore(known.since(state).plus(wanted.time()));
    }

    @Override
    public Trouble trouble(AlertState state, Instant now) {
        List<Map<String, String>> examples = new ArrayList<>();
        Instant first = now;
        for (String endpoint : silent) {
            Heard known = heard.getOrDefault(endpoint, new Heard(null, now));
            Instant since = known.since(state);
            first = since.isBefore(first) ? since : first;
            if (examples.size() < AlertState.EXAMPLES) {
                examples.add(Facts.ofSilent(endpoint, known.last()));
            }
        }
        String still = state.isFiring() ? "still nothing" : "nothing";
        return Trouble.of(
                first,
                silent.size(),
                still + " has come for " + Durations.format(wanted.time()) + " or longer to "
                        + String.join(", ", silent),
                examples);
    }

    @Override
    public String over(AlertState state) {
        return "something has come again to " + String.join(", ", wanted.endpoints());
    }
}
