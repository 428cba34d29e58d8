package dev.hookwright.violations.intake;

import java.sql.SQLException;

/** Seeded: SQL outside of the ledger. */
public final class UsesSql {
    public SQLException failure() {
        return new SQLException("seeded");
    }
}
