package dev.hookwright.ledger;

import dev.hookwright.testing.PostgresServer;

class PostgresRetentionTest extends RetentionContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve("node"), clock, () -> {});
    }
}
