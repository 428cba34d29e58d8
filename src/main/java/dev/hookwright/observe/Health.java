package dev.hookwright.observe;

import dev.hookwright.ledger.WriterState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the server can do its work. Looks only at what is known in memory: it never waits, least of all for what
 * does not answer.
 */
public final class Health {
    /** A transaction takes milliseconds. */
    private static final Duration LONG_WRITE = Duration.ofSeconds(10);
    /** An event loop turns in less than a millisecond, as a rule. */
    private static final Duration LATE_LOOP = Duration.ofSeconds(5);
    /** Whatever keeps it, it will not come back. */
    private static final Duration STUCK_LOOP = Duration.ofSeconds(30);

    private final Supplier<WriterState> writer;
    private final Supplier<Optional<String>> disk;
    private final Supplier<PublicPort> port;

    /**
     * Health of a server.
     *
     * @param disk why nothing more may be stored, if that is so
     */
    public Health(Supplier<WriterState> writer, Supplier<Optional<String>> disk, Supplier<PublicPort> port) {
        this.writer = writer;
        this.disk = disk;
        this.port = port;
    }

    /**
     * How the public server is.
     *
     * @param stopping whether new requests are refused, as the server ends
     * @param room whether another body can be taken in
     * @param silence for how long the slowest event loop has not turned
     */
    public record PublicPort(boolean listening, boolean stopping, boolean room, Duration silence) {}

    /** Down only if a restart would help. */
    public HealthReport live() {
        WriterState state = writer.get();
        return new HealthReport(
                List.of(new Check("writer", state.broken()), loops(port.get().silence(), STUCK_LOOP)));
    }

    /** Down while anything has events refused with 503. */
    public HealthReport ready() {
        WriterState state = writer.get();
        PublicPort now = port.get();
        return new HealthReport(List.of(
                new Check("database", state.away()),
                new Check("writer", writer(state)),
                new Check("disk", disk.get().orElse(null)),
                new Check("listening", listening(now)),
                loops(now.silence(), LATE_LOOP)));
    }

    private static @Nullable String writer(WriterState state) {
        if (state.broken() != null) {
            return state.broken();
        }
        if (state.full()) {
            return state.waiting() + " changes wait to be written, and no more are taken";
        }
        boolean slow = state.away() == null && state.writing().compareTo(LONG_WRITE) > 0;
        return slow ? "it has been at one transaction for " + state.writing().toSeconds() + " s" : null;
    }

    private static @Nullable String listening(PublicPort port) {
        if (!port.listening()) {
            return "the public port is not open";
        }
        if (port.stopping()) {
            return "the server stops";
        }
        return port.room() ? null : "more is being received at once than memory is set aside for";
    }

    private static Check loops(Duration silence, Duration longest) {
        return new Check(
                "event-loops",
                silence.compareTo(longest) > 0
                        ? "one has been at the same thing for " + silence.toSeconds() + " s"
                        : null);
    }
}
