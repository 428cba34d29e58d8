package dev.hookwright.provider;

/** A request's body is not what it says it is. The message says what and where, and of the body no more than a key's beginning. */
public final class UnreadableBody extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableBody(String message) {
        super(message);
    }
}
