package dev.hookwright.intake;

/** A request holds more events than are taken at once. The message says how many. */
final class TooManyEvents extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyEvents(String message) {
        super(message, null, false, false);
    }
}
