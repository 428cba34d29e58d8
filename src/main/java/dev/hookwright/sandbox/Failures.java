package dev.hookwright.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The failures that are still to happen, in the order in which they were told. */
final class Failures {
    private static final int MOST = 1_000;

    private final Deque<Failure> waiting = new ArrayDeque<>();

    synchronized void add(Failure failure) {
        if (waiting.size() == MOST) {
            throw new UnusableRequest("too many failures are waiting (DELETE /_sandbox/fail forgets them)");
        }
        waiting.add(failure);
    }

    /** The one that happens to this call of the vendor. */
    synchronized Optional<Failure> next(String vendor) {
        Iterator<Failure> each = waiting.iterator();
        while (each.hasNext()) {
            Failure failure = each.next();
            if (failure.vendor().equals(vendor)) {
                each.remove();
                if (failure.times() > 1) {
                    waiting.addFirst(failure.left(failure.times() - 1));
                }
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    synchronized List<Failure> all() {
        return List.copyOf(waiting);
    }

    synchronized void clear() {
        waiting.clear();
    }
}
