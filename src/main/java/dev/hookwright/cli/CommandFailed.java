package dev.hookwright.cli;

/** A command cannot go on. The message is one line that says what is wrong and what to do. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    CommandFailed(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
