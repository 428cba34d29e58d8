package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.PostgresServer;
import org.junit.jupiter.api.Test;

class PostgresAccessTest extends AccessContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return open("node");
    }

    private Ledger open(String node) {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve(node), CLOCK, () -> {});
    }

    @Test
    void a_token_made_on_one_node_is_known_on_all() {
        try (Ledger other = open("other")) {
            AccessToken token = token("anna", null);
            other.accessTokens().create(token).join();
            assertThat(ledger.accessTokens().all()).containsExactly(token);
        }
    }
}
