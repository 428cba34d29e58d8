package dev.hookwright.ledger;

import dev.hookwright.testing.PostgresServer;

class PostgresSearchTest extends SearchContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve("node"), CLOCK, () -> {});
    }
}
