package dev.hookwright.provider;

import java.util.Map;
import java.util.Optional;

/** A request by which a provider tests an endpoint; it never reaches a route. */
public sealed interface Handshake {
    /**
     * What to answer, word for word. The text may echo the request: send it with {@code nosniff}.
     *
     * @param headers besides the content type
     * @param capturedSecret what the sender says that it will sign with; anyone can say so, until an operator agrees
     */
    record Answer(
            int status, String contentType, String body, Map<String, String> headers, Optional<String> capturedSecret)
            implements Handshake {
        public Answer(int status, String contentType, String body) {
            this(status, contentType, body, Map.of(), Optional.empty());
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Answer[" + status + " " + contentType + "]";
        }
    }

    /** It does not say what the endpoint's config wants of it; the provider is told so in its own way. */
    record TurnedAway(Answer answer, Verdict.Refused refused) implements Handshake {}

    /** It had to be verified and could not be. */
    record NotVerified(Verdict.Refused refused) implements Handshake {}
}
