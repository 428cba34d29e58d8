package dev.hookwright.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/** Keeps what came last: so many, and no more than so much. */
final class Newest<T> {
    private static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 32L << 20;

    private final Deque<T> kept = new ArrayDeque<>();
    private final ToIntFunction<T> size;
    private long characters;

    Newest(ToIntFunction<T> size) {
        this.size = size;
    }

    synchronized void add(T newest) {
        kept.add(newest);
        characters += size.applyAsInt(newest);
        while (kept.size() > MOST || (characters > MOST_CHARACTERS && kept.size() > 1)) {
            characters -= size.applyAsInt(kept.removeFirst());
        }
    }

    /** The oldest first. */
    synchronized List<T> all() {
        return List.copyOf(kept);
    }

    synchronized void clear() {
        kept.clear();
        characters = 0;
    }
}
