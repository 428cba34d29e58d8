package dev.hookwright.routetest;

import dev.hookwright.flow.Outside;
import dev.hookwright.flow.SentCall;
import dev.hookwright.flow.StandInAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The stand-ins for all that the routes call: they answer by script, and write down what they are sent. */
final class Rehearsal implements Outside {
    private static final RouteTest.Scripted DONE = new RouteTest.Scripted(StandInAnswer.DONE, Duration.ZERO);

    private final TestClock clock;
    private final Map<String, Queue<RouteTest.Scripted>> scripts = new HashMap<>();
    private final List<RecordedCall> calls = new ArrayList<>();
    private @Nullable String crashAfter;
    private boolean crashed;

    Rehearsal(TestClock clock) {
        this.clock = clock;
    }

    /** Forgets what was. */
    synchronized void reset() {
        scripts.clear();
        calls.clear();
        crashAfter = null;
        crashed = false;
    }

    /** Takes what a phase gives; what is scripted for other steps stays. */
    synchronized void begin(RouteTest.Phase phase) {
        phase.given().forEach(script -> scripts.put(script.step(), new ArrayDeque<>(script.answers())));
        crashAfter = phase.crashAfter();
        calls.clear();
    }

    @Override
    public synchronized StandInAnswer take(SentCall call) {
        RouteTest.Scripted next = next(call.label(), call.step());
        clock.advance(next.delay());
        calls.add(new RecordedCall(calls.size() + 1, call, word(next.answer())));
        return next.answer();
    }

    private RouteTest.Scripted next(String label, String step) {
        Queue<RouteTest.Scripted> script = scripts.get(scripts.containsKey(label) ? label : step);
        RouteTest.Scripted next = script == null ? null : script.poll();
        return next == null ? DONE : next;
    }

    private static String word(StandInAnswer answer) {
        return answer.failure() == null
                ? String.valueOf(answer.status())
                : answer.failure().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized boolean crashesAfter(SentCall call) {
        boolean now = call.step().equals(crashAfter) || call.label().equals(crashAfter);
        if (now) {
            crashed = true;
            crashAfter = null;
        }
        return now;
    }

    /** Whether the process has died and was not started again. */
    synchronized boolean isDown() {
        return crashed;
    }

    synchronized void startedAgain() {
        crashed = false;
    }

    /** Whether the crash that was asked for has not come. */
    synchronized boolean awaitsCrash() {
        return crashAfter != null;
    }

    @Override
    public void pass(Duration wait) {
        clock.advance(wait);
    }

    synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }
}
