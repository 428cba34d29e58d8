package dev.hookwright.admin;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.RunStatus;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of events. */
record EventQuery(EventFilter filter, PageRequest page) {
    static final List<String> PARAMETERS =
            List.of("endpoint", "type", "status", "route", "q", "since", "until", "limit", "cursor");

    static EventQuery of(MultiMap parameters) {
        return new EventQuery(
                new EventFilter(
                        parameters.get("endpoint"),
                        parameters.get("type"),
                        status(parameters.get("status")),
                        parameters.get("route"),
                        parameters.get("q"),
                        instant("since", parameters.get("since")),
                        instant("until", parameters.get("until"))),
                PageRequest.of(parameters, Ids.EVENT));
    }

    private static @Nullable RunStatus status(@Nullable String word) {
        return word == null
                ? null
                : RunStatus.ofWord(word)
                        .orElseThrow(() -> ApiProblem.badParameter(
                                "status", "ready, running, waiting, succeeded, dead or cancelled"));
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ApiProblem.badParameter(name, "a time as in 2026-01-31T12:00:00Z");
        }
    }
}
