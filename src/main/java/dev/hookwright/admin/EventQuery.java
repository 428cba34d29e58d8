package dev.hookwright.admin;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.RunStatus;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of events. */
record EventQuery(EventFilter filter, int limit, @Nullable UUID before) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;
    private static final Set<String> NAMES =
            Set.of("endpoint", "type", "status", "route", "q", "since", "until", "limit", "cursor");

    static EventQuery of(MultiMap parameters) {
        for (String name : parameters.names()) {
            if (!NAMES.contains(name)) {
                throw new ApiProblem(400, "unknown-parameter", "There is no parameter \"" + name + "\".");
            }
        }
        String cursor = parameters.get("cursor");
        return new EventQuery(
                new EventFilter(
                        parameters.get("endpoint"),
                        parameters.get("type"),
                        status(parameters.get("status")),
                        parameters.get("route"),
                        parameters.get("q"),
                        instant("since", parameters.get("since")),
                        instant("until", parameters.get("until"))),
                limit(parameters.get("limit")),
                cursor == null
                        ? null
                        : Ids.parse(Ids.EVENT, cursor).orElseThrow(() -> bad("cursor", "what an earlier page gave")));
    }

    private static @Nullable RunStatus status(@Nullable String word) {
        return word == null
                ? null
                : RunStatus.ofWord(word)
                        .orElseThrow(() -> bad("status", "ready, running, waiting, succeeded, dead or cancelled"));
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw bad(name, "a time as in 2026-01-31T12:00:00Z");
        }
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad("limit", "a number from 1 to " + HIGHEST_LIMIT);
    }

    private static ApiProblem bad(String name, String form) {
        return new ApiProblem(400, "bad-parameter", "\"" + name + "\" is " + form + ".");
    }
}
