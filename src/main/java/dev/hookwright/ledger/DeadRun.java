package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that died and that no alert has counted yet.
 *
 * @param endpoint its event's; null if retention has deleted that
 * @param error null if it is not dead any more
 * @param step the one that failed; null if none did
 */
public record DeadRun(
        UUID id,
        UUID eventId,
        String route,
        Instant at,
        @Nullable String endpoint,
        @Nullable String error,
        @Nullable String step) {
    /** With a run's end. */
    static final String NOTE =
            "INSERT INTO dead_run (run_id, event_id, route, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";

    static final String UNCOUNTED = "SELECT d.run_id, d.event_id, d.route, d.at, e.endpoint, r.error, "
            + ProblemReader.STEP + " FROM dead_run d LEFT JOIN event e ON e.id = d.event_id"
            + " LEFT JOIN run r ON r.id = d.run_id ORDER BY d.run_id LIMIT ?";

    static DeadRun read(ResultSet row) throws SQLException {
        return new DeadRun(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }
}
