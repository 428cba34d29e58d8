package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.PostgresServer;
import org.junit.jupiter.api.Test;

class PostgresSteeringTest extends SteeringContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return open("node");
    }

    private Ledger open(String node) {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve(node), CLOCK, () -> {});
    }

    @Test
    void other_nodes_learn_of_pauses_and_cancelled_runs() {
        Run run = begun("r");
        try (Ledger other = open("other")) {
            other.pausedRoutes().pause("r");
            other.cancels().cancel(run);
        }
        assertThat(ledger.cancels().have(run)).isFalse();
        ledger.pausedRoutes().look();
        ledger.cancels().look();
        assertThat(ledger.pausedRoutes().names()).containsExactly("r");
        assertThat(ledger.cancels().have(run)).isTrue();
    }
}
