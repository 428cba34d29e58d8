package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.flow.Outside;
import dev.hookwright.flow.SentCall;
import dev.hookwright.flow.StandInAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers each call as it was answered once; one that is new as the most of its kind are. */
final class RecordedAnswers implements Outside {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final String STOPPED = "the process stopped";

    private final TestClock clock;
    /** By route and step. The last answer of a step stays. */
    private final Map<String, Deque<Supplier<StandInAnswer>>> scripts = new HashMap<>();
    /** By step alone, whatever the route was called, and without indexes. */
    private final Map<String, Supplier<StandInAnswer>> usual = new HashMap<>();

    RecordedAnswers(TestClock clock) {
        this.clock = clock;
    }

    /** From now on answers are those of an event. */
    synchronized void begin(RecordedEvent event) {
        scripts.clear();
        usual.clear();
        event.runs()
                .forEach((route, runs) -> runs.forEach(run -> run.path("steps").forEach(step -> {
                    String label = step.path("id").asText();
                    for (JsonNode attempt : step.path("attempts")) {
                        Supplier<StandInAnswer> answer = answer(attempt);
                        if (answer != null) {
                            scripts.computeIfAbsent(key(route, label), fresh -> new ArrayDeque<>())
                                    .add(answer);
                            usual.put(withoutIndexes(label), answer);
                        }
                    }
                })));
    }

    private static String key(String route, String label) {
        return route + "\n" + label;
    }

    private static String withoutIndexes(String label) {
        return label.replaceAll("\\[.*", "");
    }

    @Override
    public synchronized StandInAnswer take(SentCall call) {
        // So that calls that come one after another have times that say so.
        clock.advance(MOMENT);
        Deque<Supplier<StandInAnswer>> script = scripts.get(key(call.route(), call.label()));
        if (script == null) {
            return usual.getOrDefault(call.step(), () -> unknown(call)).get();
        }
        return (script.size() > 1 ? script.remove() : script.element()).get();
    }

    private static StandInAnswer unknown(SentCall call) {
        boolean onlyTakes =
                call.connector().endsWith("-sink") || call.connector().startsWith("smtp");
        return onlyTakes ? StandInAnswer.DONE : new StandInAnswer(200, "{}", Map.of(), null);
    }

    /** Null for an attempt of which nobody knows whether it was made. */
    private static @Nullable Supplier<StandInAnswer> answer(JsonNode attempt) {
        String outcome = attempt.path("outcome").asText();
        if (outcome.equals("succeeded")) {
            JsonNode result = attempt.path("result");
            return result.isObject()
                    ? () -> StandInAnswer.again(result.toString().getBytes(StandardCharsets.UTF_8))
                    : () -> StandInAnswer.DONE;
        }
        int status = attempt.path("statusCode").asInt();
        if (status >= 400) {
            return () -> new StandInAnswer(status, attempt.path("response").asText(null), Map.of(), null);
        }
        String error = attempt.path("error").asText("it failed");
        if (outcome.equals("unknown")) {
            return error.startsWith(STOPPED) ? null : () -> failing(StandInAnswer.Failure.TIMEOUT);
        }
        String words = error.toLowerCase(Locale.ROOT);
        if (words.contains("timed out")) {
            return () -> failing(StandInAnswer.Failure.TIMEOUT);
        }
        if (words.contains("refused") && status == 0) {
            return () -> failing(StandInAnswer.Failure.REFUSED);
        }
        return () -> {
            // As a connector does that finds a failure in an answer: the first kind will not mend.
            throw outcome.equals("failed") ? new IllegalArgumentException(error) : new IllegalStateException(error);
        };
    }

    private static StandInAnswer failing(StandInAnswer.Failure failure) {
        return new StandInAnswer(0, null, Map.of(), failure);
    }

    @Override
    public boolean crashesAfter(SentCall call) {
        return false;
    }

    @Override
    public void pass(Duration wait) {
        clock.advance(wait);
    }
}
