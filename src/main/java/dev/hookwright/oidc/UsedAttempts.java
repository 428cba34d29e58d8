package dev.hookwright.oidc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The attempts that have come back, for as long as they could come back again. */
final class UsedAttempts {
    private static final int MOST = 10_000;

    private final Map<String, Instant> byState = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    /** Notes one; false if it was there before. */
    synchronized boolean add(LoginAttempt attempt, Instant now) {
        byState.values().removeIf(begunAt -> !now.isBefore(begunAt.plus(LoginAttempt.LONGEST)));
        return byState.putIfAbsent(attempt.state(), attempt.begunAt()) == null;
    }
}
