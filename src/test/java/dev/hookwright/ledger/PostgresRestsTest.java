package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL, and what one node knows of what another has noted. */
class PostgresRestsTest extends RestsContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return open("node");
    }

    private Ledger open(String node) {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve(node), clock, () -> {});
    }

    @Test
    void what_one_node_notes_and_lifts_the_other_knows_after_a_look() {
        TargetRest rest = new TargetRest("crm", NOW.plus(Duration.ofDays(1)), "429");
        ledger.targets().note(rest).join();
        try (Ledger other = open("other")) {
            other.targets().look();
            assertThat(other.targets().of("crm")).isEqualTo(rest);
            assertThat(other.targets().lift("crm")).isTrue();
            assertThat(other.targets().of("crm")).isNull();
            assertThat(ledger.targets().of("crm")).isEqualTo(rest);

            ledger.targets().look();

            assertThat(ledger.targets().of("crm")).isNull();
            assertThat(ledger.targets().lifted().isLettingGo()).isTrue();
        }
    }
}
