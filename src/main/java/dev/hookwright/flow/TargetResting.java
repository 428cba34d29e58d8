package dev.hookwright.flow;

/** A target was not called, because it is to be left alone. */
final class TargetResting extends Exception {
    private static final long serialVersionUID = 1L;

    TargetResting(String message) {
        super(message);
    }
}
