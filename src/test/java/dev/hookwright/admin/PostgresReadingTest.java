package dev.hookwright.admin;

import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.TestServer;

/** What the admin API tells where the ledger stands in PostgreSQL. */
class PostgresReadingTest extends ReadingTest {
    @Override
    TestServer on(TestServer server) {
        return server.onPostgres(PostgresServer.shared().newDatabase());
    }
}
