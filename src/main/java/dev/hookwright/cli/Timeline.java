package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.sandbox.OneLine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells what happened to an event, from the API's answer about it. */
final class Timeline {
    private final PrintStream out;
    private final Map<String, String> present;
    private final boolean full;

    Timeline(PrintStream out) {
        this(out, Map.of(), false);
    }

    /**
     * @param present the versions that routes have now; of a route that is not there nothing is said of it
     * @param full whether payloads are told as well
     */
    Timeline(PrintStream out, Map<String, String> present, boolean full) {
        this.out = out;
        this.present = present;
        this.full = full;
    }

    void print(JsonNode event) {
        out.printf(
                "%s  %s on %s (%s)%n",
                event.path("id").asText(),
                OneLine.of(event.path("type").asText("no type")),
                event.path("endpoint").asText(),
                event.path("provider").asText());
        out.println("  received  " + event.path("receivedAt").asText() + " from "
                + event.path("remoteAddress").asText("-") + ", stored on disk");
        if (full) {
            tell(
                    "  body      ",
                    event.path("body").asText(event.hasNonNull("payloadDeletedAt") ? "deleted by retention" : ""));
        }
        if (event.path("runs").isEmpty()) {
            out.println("  no route takes events of this type");
        }
        for (JsonNode run : event.path("runs")) {
            printRun(event, run);
        }
    }

    private void printRun(JsonNode event, JsonNode run) {
        out.printf(
                "  run       %s%s: %s%s%n",
                run.path("route").asText(),
                starter(event, run),
                run.path("status").asText(),
                run.path("attempt").asInt() > 1
                        ? ", driven " + run.path("attempt").asInt() + " times"
                        : "");
        printVersion(run);
        Instant start = Instant.parse(event.path("receivedAt").asText());
        for (JsonNode step : run.path("steps")) {
            int number = 0;
            for (JsonNode attempt : step.path("attempts")) {
                number++;
                out.printf(
                        "    %8s  %-14s %s %d  %s in %d ms%s%n",
                        after(start, attempt),
                        step.path("id").asText(),
                        "attempt",
                        number,
                        outcome(attempt),
                        attempt.path("durationMs").asLong(),
                        number == 1 ? "  (" + step.path("connector").asText() + ")" : "");
                if (full) {
                    tell(
                            "              sent     ",
                            attempt.path("request").isObject()
                                    ? attempt.path("request").toString()
                                    : "not recorded");
                    tell("              answered ", attempt.path("response").asText(""));
                }
            }
        }
        if (run.hasNonNull("dueAt")) {
            int attempts = run.path("attempt").asInt();
            out.println("  next      " + (attempts == 0 ? "starts" : "attempt " + (attempts + 1)) + " at "
                    + run.path("dueAt").asText()
                    + (run.hasNonNull("error")
                            ? "; at once with: ./hookwright replay "
                                    + event.path("id").asText() + " --from failed"
                            : ""));
        }
        if (run.hasNonNull("error")) {
            out.println("  error     " + OneLine.of(run.path("error").asText()));
        }
        if (run.path("status").asText().equals("dead")) {
            out.println("  next      nothing by itself; let it go on with: ./hookwright replay "
                    + event.path("id").asText() + " --from failed");
        }
    }

    /** Nothing if its route is still the same. */
    private void printVersion(JsonNode run) {
        String now = present.get(run.path("route").asText());
        if (now != null
                && run.hasNonNull("version")
                && !run.path("version").asText().equals(now)) {
            out.println("  version   " + run.path("version").asText() + " of the route, which is " + now
                    + " now (its Event page shows what has changed)");
        }
    }

    private void tell(String label, String text) {
        text.lines().limit(1).forEach(line -> out.println(label + OneLine.of(line)));
        text.lines().skip(1).forEach(line -> out.println(" ".repeat(label.length()) + OneLine.of(line)));
    }

    private static String starter(JsonNode event, JsonNode run) {
        for (JsonNode other : event.path("runs")) {
            if (run.hasNonNull("startedBy") && other.path("id").equals(run.path("startedBy"))) {
                return " (started by " + other.path("route").asText() + ")";
            }
        }
        return "";
    }

    private static String after(Instant start, JsonNode attempt) {
        long millis = Duration.between(start, Instant.parse(attempt.path("at").asText()))
                .toMillis();
        return millis < 10_000 ? "+" + millis + " ms" : "+" + millis / 1_000 + " s";
    }

    private static String outcome(JsonNode attempt) {
        if (attempt.path("outcome").asText().equals("succeeded")) {
            return "done"
                    + (attempt.path("perhapsTwice").asBoolean() ? ", perhaps twice" : "")
                    + (attempt.hasNonNull("statusCode")
                            ? ", " + attempt.path("statusCode").asInt()
                            : "");
        }
        String error = OneLine.of(attempt.path("error").asText("failed"));
        return switch (attempt.path("outcome").asText()) {
            case "retry" -> error + ", may mend,";
            case "unknown" -> error + ",";
            default -> error + ", will not mend,";
        };
    }
}
