package dev.hookwright.ledger;

/** The ledger cannot take or give anything now. What was asked has not happened, unless the message says otherwise. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message) {
        super(message);
    }

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
