package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The targets that want to be left alone, as all nodes know them. */
public final class TargetRests {
    private static final String FORGET = "DELETE FROM target_rest WHERE until_at < ?";
    private static final String LATER =
            "UPDATE target_rest SET until_at = ?, reason = ? WHERE target = ? AND until_at < ?";
    private static final String NEW =
            "INSERT INTO target_rest (target, until_at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final LedgerWriter writer;
    private final LedgerStore store;

    TargetRests(LedgerWriter writer, LedgerStore store) {
        this.writer = writer;
        this.store = store;
    }

    /** Notes a rest for all nodes, unless a longer one is known. */
    public CompletableFuture<Integer> note(TargetRest rest, Instant now) {
        return writer.offer(new Change<Integer>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                long until = rest.until().toEpochMilli();
                statements.update(FORGET, now.toEpochMilli());
                int rows = statements.update(LATER, until, rest.reason(), rest.target(), until);
                return rows + statements.update(NEW, rest.target(), until, rest.reason());
            }
        });
    }

    /** Every rest that is not over. */
    public List<TargetRest> present(Instant now) {
        return store.list(
                "SELECT target, until_at, reason FROM target_rest WHERE until_at > ?",
                row -> new TargetRest(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)),
                now.toEpochMilli());
    }
}
