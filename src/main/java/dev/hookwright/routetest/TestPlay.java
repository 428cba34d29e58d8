package dev.hookwright.routetest;

import dev.hookwright.endpoint.CannotBeMade;
import dev.hookwright.endpoint.ProviderRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plays one test through, phase by phase. */
final class TestPlay {
    private static final int LONGEST_LISTING = 50;

    private final Rehearsal rehearsal;
    private final Stage stage;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    TestPlay(Rehearsal rehearsal, Stage stage) {
        this.rehearsal = rehearsal;
        this.stage = stage;
    }

    TestResult play(String file, RouteTest test) {
        long began = System.nanoTime();
        for (RouteTest.Phase phase : test.phases()) {
            try {
                play(test, phase);
            } catch (CannotBeMade | Stage.NotQuiet e) {
                findings.add(new Finding(test.where(), String.valueOf(e.getMessage())));
                list();
                break;
            }
        }
        return new TestResult(
                file,
                test.name(),
                test.where(),
                Duration.ofNanos(System.nanoTime() - began),
                List.copyOf(findings),
                List.copyOf(calls));
    }

    private void play(RouteTest test, RouteTest.Phase phase) {
        rehearsal.begin(phase);
        List<AnswerCheck.Sent> sent = new ArrayList<>();
        for (RouteTest.Action action : phase.actions()) {
            if (action instanceof RouteTest.Advance advance) {
                stage.advance(advance.duration());
            } else if (action instanceof RouteTest.Firing firing) {
                stage.fire(firing.route());
                stage.settle();
            } else if (action instanceof RouteTest.Alarm alarm) {
                stage.raise(alarm);
                stage.settle();
            } else if (action instanceof RouteTest.ConnectorCall call) {
                stage.call(call).forEach(answer -> sent.add(new AnswerCheck.Sent(call.where(), false, answer)));
                stage.settle();
            } else if (action instanceof RouteTest.Delivery delivery) {
                boolean mayBeRefused = delivery.variant() == ProviderRequests.Variant.BAD_SIGNATURE
                        || delivery.variant() == ProviderRequests.Variant.STALE;
                stage.deliver(delivery)
                        .forEach(answer -> sent.add(new AnswerCheck.Sent(delivery.where(), mayBeRefused, answer)));
                // One event after another, as a reader of the test sees them come.
                stage.settle();
            }
        }
        if (test.tellsTime()) {
            stage.settle();
        } else {
            stage.playToTheEnd();
        }
        if (rehearsal.awaitsCrash()) {
            findings.add(new Finding(
                    phase.crashWhere(),
                    "the crash after " + phase.crashAfter() + " does not come, as the step is never done"));
        }
        findings.addAll(AnswerCheck.of(phase.expected(), sent));
        findings.addAll(RunCheck.of(phase.expected(), stage.runs()));
        findings.addAll(LaterCheck.of(phase.expected(), test.where(), stage.putOff()));
        findings.addAll(CallCheck.of(phase.expected(), rehearsal.calls()));
        list();
    }

    private void list() {
        for (RecordedCall call : rehearsal.calls()) {
            if (calls.size() < LONGEST_LISTING) {
                calls.add(call.number() + "  " + call.sent().label() + "  " + call.outcome() + "  "
                        + Subset.text(call.sent().body()));
            }
        }
    }
}
