package dev.hookwright.intake;

import dev.hookwright.ledger.Event;
import dev.hookwright.provider.Handshake;
import java.util.List;

/** What is to be done with a request. */
sealed interface Decision {
    /** Store it, with a run for each of the routes. */
    record Accept(Event event, List<String> routes) implements Decision {}

    /** Answer the provider's test of the endpoint. */
    record Shake(Handshake.Answer answer) implements Decision {}

    /** @param reason for the operator; the sender is told the code only */
    record Refuse(RefusalCode code, String reason) implements Decision {}
}
