package dev.hookwright.dispatch;

import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.retry.FailureClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Routes of a few steps, whose calls are answered by whoever plays. Keeps what is known of them. */
final class ModelSteps {
    static final int STEPS = 2;

    private final List<Call> open = new ArrayList<>();
    /** On disk as done. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private @Nullable Node node;

    enum Reply {
        OK,
        RETRY,
        FAILED
    }

    /** What begins with a start and is gone with a crash. */
    private final class Node implements RunExecutor {
        private final Ledger ledger;
        private final Set<UUID> driven = new HashSet<>();
        /** Who of each line is. */
        private final Map<String, UUID> linesAtWork = new HashMap<>();

        Node(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public CompletableFuture<RunEnd> execute(Drive drive) {
            Run run = drive.run();
            List<Attempt> history = drive.first() ? List.of() : ledger.runs().attempts(run.id());
            synchronized (ModelSteps.this) {
                if (!driven.add(run.id())) {
                    faults.add("run " + run.id() + " is driven twice at a time");
                }
            }
            CompletableFuture<RunEnd> end = new CompletableFuture<>();
            next(new Call(this, drive, history, 0, end));
            return end.whenComplete((how, failure) -> {
                synchronized (ModelSteps.this) {
                    driven.remove(run.id());
                    linesAtWork.remove(String.valueOf(run.orderKey()), run.id());
                }
            });
        }

        private void takeTurn(Run run) {
            UUID other = run.orderKey() == null ? null : linesAtWork.putIfAbsent(run.orderKey(), run.id());
            if (other != null && !other.equals(run.id())) {
                faults.add("run " + run.id() + " does not wait for " + other);
            }
        }

        private void next(Call call) {
            int step = call.step();
            while (step < STEPS && call.isDone(step)) {
                step++;
            }
            Run run = call.drive().run();
            if (step == STEPS) {
                call.end().complete(new RunEnd.Succeeded(null));
            } else if (ledger.cancels().have(run)) {
                call.end().complete(new RunEnd.Abandoned());
            } else {
                Call begun = call.at(step);
                if (done.contains(begun.name())) {
                    faults.add(begun + " is called although that it is done was on disk");
                }
                synchronized (ModelSteps.this) {
                    if (node == this) {
                        takeTurn(run);
                        open.add(begun);
                    }
                }
            }
        }
    }

    record Call(Node node, RunExecutor.Drive drive, List<Attempt> history, int step, CompletableFuture<RunEnd> end) {
        Call at(int other) {
            return new Call(node, drive, history, other, end);
        }

        boolean isDone(int other) {
            return history.stream()
                    .anyMatch(attempt -> attempt.stepKey().equals(key(other)) && ModelSteps.isDone(attempt));
        }

        String name() {
            return drive.run().id() + " " + key(step);
        }

        Attempt tried(Reply reply) {
            int number = 1
                    + (int) history.stream()
                            .filter(attempt -> attempt.stepKey().equals(key(step)))
                            .count();
            Attempt.Outcome outcome = switch (reply) {
                case OK -> Attempt.Outcome.SUCCEEDED;
                case RETRY -> Attempt.Outcome.RETRY;
                case FAILED -> Attempt.Outcome.FAILED;
            };
            return new Attempt(
                    drive.run().id(),
                    key(step),
                    number,
                    key(step),
                    "model",
                    node.ledger.now(),
                    0,
                    outcome,
                    null,
                    null,
                    null,
                    null);
        }

        @Override
        public String toString() {
            return name() + " of " + drive.run().route();
        }
    }

    static String key(int step) {
        return "step" + step;
    }

    static boolean isDone(Attempt attempt) {
        return attempt.outcome() == Attempt.Outcome.SUCCEEDED;
    }

    /** A node begins. */
    synchronized RunExecutor begin(Ledger ledger) {
        Node begun = new Node(ledger);
        node = begun;
        return begun;
    }

    /** It is gone: what it had called is never answered. */
    synchronized void die() {
        node = null;
        open.clear();
    }

    synchronized void forget() {
        done.clear();
    }

    Queue<String> faults() {
        return faults;
    }

    /** Answers one of the calls that are waited for, if there is one. */
    Optional<Call> answer(Random random, Reply reply) {
        Call call;
        synchronized (this) {
            if (open.isEmpty()) {
                return Optional.empty();
            }
            call = open.remove(random.nextInt(open.size()));
        }
        var unused = call.node()
                .ledger
                .record(call.drive().run(), call.tried(reply))
                .thenAccept(written -> {
                    if (reply == Reply.OK) {
                        done.add(call.name());
                    }
                });
        switch (reply) {
            case OK -> call.node().next(call.at(call.step() + 1));
            case RETRY -> call.end().complete(new RunEnd.Failed(FailureClass.RETRY, "says the model"));
            case FAILED -> call.end().complete(new RunEnd.Failed(FailureClass.PERMANENT, "says the model"));
        }
        return Optional.of(call);
    }
}
