package dev.hookwright.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the newest schema: the common scripts, and the few that differ by vendor. */
final class Migration {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    /** The number of the newest script. */
    static final String NEWEST = "15";

    private static final String LAST_DONE = "SELECT version FROM flyway_schema_history"
            + " WHERE version IS NOT NULL AND success ORDER BY installed_rank DESC LIMIT 1";

    private Migration() {}

    /**
     * Whether the newest script is yet to be run. To ask Flyway takes a tenth of a start's time.
     *
     * @throws SQLException if a newer program has run one that this one does not know
     */
    static boolean isNeeded(Connection connection) throws SQLException {
        String last = lastDone(connection);
        int order = last == null ? -1 : new BigDecimal(last).compareTo(new BigDecimal(NEWEST));
        if (order > 0) {
            throw new SQLException("a newer Hookwright has worked on it (its schema is " + last
                    + ", this program knows none beyond " + NEWEST
                    + "): run that one, or go back to a backup from before");
        }
        return order < 0;
    }

    /** Whether any script has been run. */
    static boolean isDone(Connection connection) {
        return lastDone(connection) != null;
    }

    private static @Nullable String lastDone(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LAST_DONE)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            // There is no such table: Flyway is to say what to make of that.
            return null;
        }
    }

    static void run(String url, String user, @Nullable String password, String vendor) throws SQLException {
        try {
            MigrateResult done = flyway(url, user, password, vendor).migrate();
            boolean isNew = done.initialSchemaVersion == null || done.initialSchemaVersion.isEmpty();
            if (done.migrationsExecuted > 0 && !isNew) {
                LOG.info(
                        "the ledger's schema was brought from version {} to {}",
                        done.initialSchemaVersion,
                        done.targetSchemaVersion);
            }
        } catch (FlywayException e) {
            throw reason(e);
        }
    }

    /** What the database said. Flyway says it at the end of several lines. */
    private static SQLException reason(FlywayException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                return new SQLException(said.getMessage(), said.getSQLState(), failure);
            }
        }
        return new SQLException(failure.getMessage(), failure);
    }

    private static Flyway flyway(String url, String user, @Nullable String password, String vendor) {
        return Flyway.configure(Migration.class.getClassLoader())
                .dataSource(url, user, password)
                .locations("classpath:db/common", "classpath:db/" + vendor)
                // There are but scripts. To look for classes as well, every jar would be searched at every start.
                .callbackLocations(new String[0])
                .javaMigrationClassProvider(List::of)
                .load();
    }
}
