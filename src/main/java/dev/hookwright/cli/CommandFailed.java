package dev.hookwright.cli;

/** A command cannot go on. The message is one line that says what is wrong and what to do. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean passing;

    CommandFailed(int status, String message) {
        this(status, message, false);
    }

    /** @param passing whether the same may well work in a moment */
    CommandFailed(int status, String message, boolean passing) {
        super(message);
        this.status = status;
        this.passing = passing;
    }

    boolean isPassing() {
        return passing;
    }

    int status() {
        return status;
    }
}
