package dev.hookwright.ledger;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One statement that only the owner of a run may make. Whoever takes over from a node ends its name first, so a
 * transaction that goes by the name knows that the run is still the owner's.
 */
final class OwnersChange extends Change<Integer> {
    private final @Nullable String owner;
    private final String sql;
    private final @Nullable Object[] parameters;

    OwnersChange(@Nullable String owner, String sql, @Nullable Object... parameters) {
        this.owner = owner;
        this.sql = sql;
        this.parameters = parameters;
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        return statements.node().equals(owner) ? statements.update(sql, parameters) : 0;
    }
}
