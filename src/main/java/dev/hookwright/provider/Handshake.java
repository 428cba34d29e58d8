package dev.hookwright.provider;

/** A request by which a provider tests an endpoint; it never reaches a route. */
public sealed interface Handshake {
    /** What to answer. */
    record Answer(int status, String contentType, String body) implements Handshake {}

    /** It had to be verified and could not be. */
    record NotVerified(Verdict.Refused refused) implements Handshake {}
}
