package dev.hookwright;

import dev.hookwright.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Set;

/** Kills on PostgreSQL. */
class PostgresCrashIT extends CrashTests {
    private final String url = PostgresServer.shared().newDatabase();

    PostgresCrashIT() {
        super(Integer.getInteger("hookwright.postgres-kills", 10));
    }

    @Override
    Map<String, String> environment() {
        return Map.of("HOOKWRIGHT_DATABASE_URL", url, "HOOKWRIGHT_DATABASE_USER", "postgres");
    }

    @Override
    Stored stored(Path data) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
            boolean isMade = connection
                    .getMetaData()
                    .getTables(null, "public", "attempt", null)
                    .next();
            return isMade ? Stored.of(connection) : new Stored(Set.of(), Set.of());
        }
    }
}
