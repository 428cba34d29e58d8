package dev.hookwright.ledger;

import java.util.List;
import java.util.UUID;

/** What was written, and is on disk. */
public sealed interface News {
    /** An event was accepted, with these runs. */
    record Received(Event event, List<Run> runs) implements News {}

    /** A run is new, or stands otherwise than before. */
    record RunChanged(Run run) implements News {}

    /** A step was tried. */
    record StepTried(UUID eventId, String route, Attempt attempt) implements News {}
}
