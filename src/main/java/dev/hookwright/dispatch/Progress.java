package dev.hookwright.dispatch;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The signs of life that a drive gives, and its end, which comes once: as the executor tells it, or as a loss where
 * nothing more is heard of it. After a loss nothing that the drive still does counts.
 */
public final class Progress {
    private final LongSupplier nanoTime;
    private final Consumer<RunEnd> end;
    private final AtomicReference<State> state = new AtomicReference<>(State.AT_WORK);
    private volatile long signAt;
    private volatile String lastSign = "since it was begun";
    private volatile Runnable whenLost = () -> {};

    Progress(LongSupplier nanoTime, Consumer<RunEnd> end) {
        this.nanoTime = nanoTime;
        this.end = end;
        this.signAt = nanoTime.getAsLong();
    }

    private enum State {
        AT_WORK,
        ENDED,
        LOST
    }

    /** @param sign what was done, to be read after "nothing was heard of the run" */
    public void sign(String sign) {
        lastSign = sign;
        signAt = nanoTime.getAsLong();
    }

    /** Tells what is to be done with what is still open when the drive is lost. */
    public void whenLost(Runnable action) {
        whenLost = action;
    }

    public boolean isLost() {
        return state.get() == State.LOST;
    }

    boolean hasEnded() {
        return state.get() != State.AT_WORK;
    }

    void ended(RunEnd how) {
        if (state.compareAndSet(State.AT_WORK, State.ENDED)) {
            end.accept(how);
        }
    }

    boolean isSilentFor(long nanos) {
        return nanoTime.getAsLong() - signAt > nanos;
    }

    String lastSign() {
        return lastSign;
    }

    void lost(RunEnd how) {
        if (state.compareAndSet(State.AT_WORK, State.LOST)) {
            whenLost.run();
            end.accept(how);
        }
    }
}
