package dev.hookwright.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two busy loops, which make everything slower and its order less usual. */
public final class Hogs {
    private Hogs() {}

    /** Does the work beside them. */
    public static <T> T beside(Callable<T> work) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> threads = List.of(new Thread(() -> spin(over)), new Thread(() -> spin(over)));
        threads.forEach(Thread::start);
        try {
            return work.call();
        } finally {
            over.set(true);
        }
    }

    private static void spin(AtomicBoolean over) {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }
}
