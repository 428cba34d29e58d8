package dev.hookwright.sandbox;

/** The sandbox was asked for what it cannot do. The message says what is wrong and what to do. */
public final class UnusableRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    UnusableRequest(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
