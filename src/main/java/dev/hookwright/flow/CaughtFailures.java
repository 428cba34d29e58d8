package dev.hookwright.flow;

import dev.hookwright.ledger.Attempt;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * Which failures of steps the route has taken, by {@code doCatch} or {@code onException}, and gone on from. Such a failure
 * is what came of the step: it stands when Camel redelivers what is around, and when the run is driven again, so that the
 * run goes the same way. One that the run ends with is none of these.
 */
final class CaughtFailures {
    private final FailureReader reader;
    private final Consumer<Attempt> ledger;
    private final Map<String, Attempt> settled;
    private final Map<Throwable, String> nodes = new ConcurrentHashMap<>();
    private final Map<Throwable, Set<Throwable>> before = new ConcurrentHashMap<>();
    private final Map<String, Failed> failed = new ConcurrentHashMap<>();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    /**
     * Knows of none.
     *
     * @param ledger takes an attempt whose result is to be written anew
     * @param settled the attempts that stand in for their steps, by key
     */
    CaughtFailures(FailureReader reader, Consumer<Attempt> ledger, Map<String, Attempt> settled) {
        this.reader = reader;
        this.ledger = ledger;
        this.settled = settled;
    }

    private record Failed(Attempt attempt, Throwable exception) {}

    /** An attempt failed so. */
    void failed(Attempt attempt, Throwable exception) {
        cameUp(exception, attempt.stepKey());
        failed.put(attempt.stepKey(), new Failed(attempt, exception));
    }

    /** The failure that stood before stands again. */
    void stands(Attempt attempt, Throwable exception) {
        if (RecordedException.isCaught(attempt)) {
            kept.add(attempt.stepKey());
        }
        failed(attempt, exception);
    }

    void succeeded(String stepKey) {
        failed.remove(stepKey);
    }

    /** Keeps which node an exception came up in: the innermost is told first. */
    void cameUp(Throwable exception, String nodeKey) {
        nodes.putIfAbsent(exception, nodeKey);
    }

    /** The node that an exception came up in; null if none was told. */
    @Nullable
    String nodeOf(Throwable exception) {
        return nodes.get(exception);
    }

    /** The exception stands for the other one as well: of another branch, or one that a handler had taken and passes on. */
    void standsFor(Throwable exception, Throwable other) {
        before.computeIfAbsent(exception, key -> ConcurrentHashMap.newKeySet()).add(other);
    }

    /**
     * An exception came up in a handler, beside what that was given: which of the two goes on stands for both.
     *
     * @param given null if there was no failure before
     */
    void cameUpIn(Handling handling, Throwable exception, @Nullable Throwable given) {
        if (given == null) {
            return;
        }
        boolean ofStep = failed.containsKey(nodes.getOrDefault(exception, ""));
        if (handling == Handling.AT_LAST) {
            standsFor(given, exception);
        } else if (handling == Handling.TELLS || (handling == Handling.TAKES && !ofStep)) {
            standsFor(exception, given);
        }
    }

    /** The route did not take it after all, or not here: what is behind it may be tried again. */
    void goesOut(Throwable exception) {
        behind(exception).forEach(this::release);
    }

    /** A step is called: if that is because others failed, or although they did, they have. */
    void goesOn(Exchange exchange, String stepKey) {
        Throwable caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        if (caught != null && !failed.isEmpty()) {
            for (String key : behind(caught)) {
                if (!key.equals(stepKey)) {
                    keep(key);
                }
            }
        }
    }

    /** The run ends so, for now: what it did not end with was taken. */
    void end(Throwable exception) {
        Set<String> passedOn = behind(exception);
        failed.forEach((key, one) -> {
            if (passedOn.contains(key)) {
                release(key);
            } else {
                keep(key);
            }
        });
    }

    private void keep(String key) {
        Failed one = failed.get(key);
        if (one != null && kept.add(key)) {
            Attempt taken = one.attempt().withResult(reader.thrown(one.exception(), true));
            settled.put(key, taken);
            ledger.accept(taken);
        }
    }

    private void release(String key) {
        Failed one = failed.get(key);
        if (one != null && kept.remove(key)) {
            boolean isFailed = one.attempt().outcome() == Attempt.Outcome.FAILED;
            settled.remove(key);
            ledger.accept(one.attempt().withResult(isFailed ? reader.thrown(one.exception(), false) : null));
        }
    }

    /** The keys of the steps whose failures an exception stands for. */
    private Set<String> behind(Throwable exception) {
        Set<String> keys = new HashSet<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> rest = new ArrayDeque<>(Set.of(exception));
        while (!rest.isEmpty()) {
            Throwable one = rest.pop();
            if (seen.add(one)) {
                String key = nodes.get(one);
                if (key != null && failed.containsKey(key)) {
                    keys.add(key);
                }
                if (one.getCause() != null) {
                    rest.push(one.getCause());
                }
                rest.addAll(before.getOrDefault(one, Set.of()));
            }
        }
        return keys;
    }
}
