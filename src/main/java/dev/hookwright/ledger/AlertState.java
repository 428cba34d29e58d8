package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an alert stands.
 *
 * @param node whose disk it is about; empty where it is about what all nodes share
 * @param terms what it waits for
 * @param watchedSince when it was first looked for that
 * @param firingSince null while it is quiet
 * @param sentAt when the last message was; null if there was none
 * @param counted how many since that message
 * @param told how many the messages have told of since it fires
 * @param examples the first ones of those counted
 */
public record AlertState(
        String name,
        String node,
        String terms,
        Instant watchedSince,
        @Nullable Instant firingSince,
        @Nullable Instant sentAt,
        long counted,
        long told,
        List<Map<String, String>> examples,
        long version) {
    static final String COLUMNS = "SELECT name, node, terms, watched_since, firing_since, sent_at, counted, told,"
            + " examples, version FROM alert";

    /** How many examples are kept. */
    public static final int EXAMPLES = 5;

    public boolean isFiring() {
        return firingSince != null;
    }

    /** The same after a message that told of so many in all. */
    public AlertState said(Instant since, Instant at, long toldByNow) {
        return new AlertState(name, node, terms, watchedSince, since, at, 0, toldByNow, List.of(), version);
    }

    /** The same once it is over. */
    public AlertState over(@Nullable Instant lastSent) {
        return new AlertState(name, node, terms, watchedSince, null, lastSent, 0, 0, List.of(), version);
    }

    static AlertState read(ResultSet row) throws SQLException {
        return new AlertState(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                instant(row, 5),
                instant(row, 6),
                row.getLong(7),
                row.getLong(8),
                JsonText.readList(row.getString(9)),
                row.getLong(10));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
