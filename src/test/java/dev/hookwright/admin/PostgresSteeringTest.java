package dev.hookwright.admin;

import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.TestServer;

/** What an operator can do where the ledger stands in PostgreSQL. */
class PostgresSteeringTest extends SteeringTest {
    @Override
    TestServer on(TestServer server) {
        return server.onPostgres(PostgresServer.shared().newDatabase());
    }
}
