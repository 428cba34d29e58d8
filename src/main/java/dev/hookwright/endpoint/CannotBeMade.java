package dev.hookwright.endpoint;

/** A request cannot be made as the provider would make it. The message says why and what to do. */
public final class CannotBeMade extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean askedForTooMuch;

    CannotBeMade(String message, boolean askedForTooMuch) {
        super(message);
        this.askedForTooMuch = askedForTooMuch;
    }

    /** Whether the provider has no such request, rather than the endpoint lacks what it takes. */
    public boolean isAskedForTooMuch() {
        return askedForTooMuch;
    }
}
