package dev.hookwright.provider;

/** A request lacks what the provider's events always have. The message says what, and quotes nothing of the request. */
public final class NotAnEvent extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean unknownFormat;

    private NotAnEvent(String message, boolean unknownFormat) {
        super(message, null, false, false);
        this.unknownFormat = unknownFormat;
    }

    static NotAnEvent because(String message) {
        return new NotAnEvent(message, false);
    }

    static NotAnEvent ofUnknownFormat(String mediaType) {
        return new NotAnEvent("events as " + mediaType + " are not read", true);
    }

    /** Whether the media type alone is what is wrong. */
    public boolean isOfUnknownFormat() {
        return unknownFormat;
    }
}
