package dev.hookwright.sandbox;

/** A port cannot be had. */
public final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    PortTaken(int port, String reason, String option) {
        this.message = "port " + port + " cannot be listened on: " + reason
                + " (stop what uses it, or choose another with " + option + ")";
    }

    @Override
    public String getMessage() {
        return message;
    }
}
