package dev.hookwright.ledger;

import dev.hookwright.testing.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class PostgresHandshakeTest extends HandshakeContract {
    private final String url = PostgresServer.shared().newDatabase();

    private @Nullable Ledger second;

    private Ledger open(String node) {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve(node), CLOCK, () -> {});
    }

    @Override
    Ledger open() {
        return open("node");
    }

    @Override
    Ledger other() {
        if (second == null) {
            second = open("other");
        }
        return second;
    }

    @AfterEach
    void closeSecond() {
        if (second != null) {
            second.close();
        }
    }
}
