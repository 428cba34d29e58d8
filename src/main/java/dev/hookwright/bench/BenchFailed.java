package dev.hookwright.bench;

/** Something could not be measured. The message is one line that says what is wrong and what to do. */
public final class BenchFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailed(String message) {
        super(message);
    }
}
