package dev.hookwright.intake;

import dev.hookwright.ledger.NewEvent;
import dev.hookwright.provider.Download;
import dev.hookwright.provider.Handshake;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be done with a request. */
sealed interface Decision {
    /**
     * Store the events, each with a run for each of its routes.
     *
     * @param split whether the request held a list of them
     * @param nonce a value that no other request may have shown before; null where there is none
     */
    record Accept(
            List<NewEvent> events, boolean split, @Nullable String nonce) implements Decision {}

    /** Answer the provider's test of the endpoint. */
    record Shake(Handshake.Answer answer) implements Decision {}

    /**
     * Have something downloaded and decide again; refuse if that does not come to an end.
     *
     * @param otherwise what to say then
     */
    record Await(Download download, Refuse otherwise) implements Decision {}

    /**
     * Find out where it may take long.
     *
     * @param work comes to one of the others, for {@link Evaluations}
     */
    record Evaluate(Supplier<Decision> work) implements Decision {}

    /**
     * Store nothing.
     *
     * @param reason for the operator; the sender is told the code only
     * @param retryAfterSeconds when the sender may come again; 0 if that is not told
     * @param answer what the provider wants to hear instead of the code; null if it has no such wish
     */
    record Refuse(RefusalCode code, String reason, long retryAfterSeconds, Handshake.@Nullable Answer answer)
            implements Decision {
        private static final long WHEN_IT_CANNOT_BE_STORED_SECONDS = 5;

        /** Of what nobody has foreseen. */
        static Refuse of(Throwable failure) {
            return new Refuse(RefusalCode.INTERNAL_ERROR, failure.toString());
        }

        Refuse(RefusalCode code, String reason) {
            this(code, reason, code.status() == 503 ? WHEN_IT_CANNOT_BE_STORED_SECONDS : 0);
        }

        Refuse(RefusalCode code, String reason, long retryAfterSeconds) {
            this(code, reason, retryAfterSeconds, null);
        }

        int status() {
            return answer == null ? code.status() : answer.status();
        }
    }
}
