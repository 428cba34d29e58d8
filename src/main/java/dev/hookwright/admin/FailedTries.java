package dev.hookwright.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Wrong tokens by the address that they came from: after a few within a minute, the next is told to wait. */
final class FailedTries {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final int MOST_ADDRESSES = 10_000;

    private record Tries(Instant since, int count) {}

    private final InstantSource clock;
    /** The longest known first. */
    private final Map<String, Tries> byAddress = new LinkedHashMap<>();

    FailedTries(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the address has to wait, as it had one too many. */
    synchronized Optional<Duration> left(String address) {
        Tries tries = byAddress.get(address);
        Instant now = clock.instant();
        return tries != null
                        && tries.count() > MOST
                        && now.isBefore(tries.since().plus(WITHIN))
                ? Optional.of(Duration.between(now, tries.since().plus(WITHIN)))
                : Optional.empty();
    }

    /** Counts one; how long the address has to wait, if that was one too many. */
    synchronized Optional<Duration> count(String address) {
        Instant now = clock.instant();
        Tries before = byAddress.remove(address);
        Tries tries = before == null || !now.isBefore(before.since().plus(WITHIN))
                ? new Tries(now, 1)
                : new Tries(before.since(), Math.min(before.count() + 1, MOST + 1));
        if (byAddress.size() >= MOST_ADDRESSES) {
            Iterator<String> oldest = byAddress.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        byAddress.put(address, tries);
        return tries.count() > MOST
                ? Optional.of(Duration.between(now, tries.since().plus(WITHIN)))
                : Optional.empty();
    }
}
