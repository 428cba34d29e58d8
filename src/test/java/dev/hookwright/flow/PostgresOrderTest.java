package dev.hookwright.flow;

import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.TestServer;

/** The order of runs where the ledger stands in PostgreSQL. */
class PostgresOrderTest extends OrderTest {
    @Override
    TestServer on(TestServer node) {
        return node.onPostgres(PostgresServer.shared().newDatabase());
    }
}
