package dev.hookwright.provider;

/** A configured secret that no request can ever match; the message says why, not what it is. */
final class UnusableSecret extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableSecret(String message) {
        super(message);
    }
}
