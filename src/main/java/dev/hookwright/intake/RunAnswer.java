package dev.hookwright.intake;

/** What is known of a run, for a sender who waits for it. */
public sealed interface RunAnswer {
    /** The route's own answer. */
    record Result(int status, String contentType, byte[] body) implements RunAnswer {}

    /** It is worked on, here or on another node, and will be until it is done. */
    record NotYet() implements RunAnswer {}

    /** It failed, and is not tried again by itself. */
    record Failed() implements RunAnswer {}
}
