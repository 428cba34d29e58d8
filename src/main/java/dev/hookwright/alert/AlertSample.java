package dev.hookwright.alert;

import dev.hookwright.ledger.AlertSigns;
import dev.hookwright.ledger.DeadRun;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an alert might say, made up, so that its route can be tried. */
public final class AlertSample {
    private static final Duration AGO = Duration.ofMinutes(1);

    private AlertSample() {}

    public static Event of(AlertRule rule, Word word, Instant now) {
        Sign.Trouble trouble = trouble(rule.condition(), now.minus(AGO));
        Sign.Trouble said = switch (word) {
            case RESOLVED -> new Sign.Trouble(trouble.since(), 1, false, "it is over", List.of());
            case STILL ->
                new Sign.Trouble(trouble.since(), 1, false, "still: " + trouble.summary(), trouble.examples());
            default -> trouble;
        };
        return new AlertMessage(rule, word, said, null).event(now);
    }

    private static Sign.Trouble trouble(Condition condition, Instant at) {
        UUID event = Ids.next(at.toEpochMilli());
        UUID id = Ids.next(at.toEpochMilli());
        if (condition instanceof Condition.DeadRuns dead) {
            String route = first(dead.routes(), "some-route");
            return trouble(
                    at,
                    "1 run went dead: " + route,
                    Facts.of(new DeadRun(id, event, route, at, "some-endpoint", "HTTP 401 Unauthorized", "some-step")));
        }
        if (condition instanceof Condition.Rejections rejections) {
            String endpoint = first(rejections.endpoints(), "some-endpoint");
            String reason = first(rejections.reasons(), "not-verified");
            return trouble(
                    at,
                    "1 request refused on " + endpoint + ": " + reason,
                    Facts.of(new AlertSigns.RefusedRequest(id, endpoint, at, reason, "missing-signature")));
        }
        if (condition instanceof Condition.Silence silence) {
            String endpoint = first(silence.endpoints(), "some-endpoint");
            return trouble(
                    at, "nothing has come for " + silence.value() + " to " + endpoint, Facts.ofSilent(endpoint, at));
        }
        if (condition instanceof Condition.Backlog backlog) {
            return trouble(
                    at,
                    "1 run waits for " + backlog.value() + " or longer",
                    Facts.of(new AlertSigns.Overdue(event, id, "some-route", at)));
        }
        String why = "only 100MiB are free in /some/folder";
        return trouble(at, "events are refused: " + why, Facts.ofDisk("", why));
    }

    private static Sign.Trouble trouble(Instant at, String summary, Map<String, String> example) {
        return new Sign.Trouble(at, 1, false, summary, List.of(example));
    }

    private static String first(List<String> names, String otherwise) {
        return names.isEmpty() ? otherwise : names.get(0);
    }
}
