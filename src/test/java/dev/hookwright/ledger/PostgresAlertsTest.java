package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL, where several nodes count and say. */
class PostgresAlertsTest extends AlertsContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return open("node");
    }

    private Ledger open(String node) {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve(node), CLOCK, () -> {});
    }

    @Test
    void nodes_that_count_and_say_at_once_neither_miss_nor_repeat() {
        ledger.alerts().begin(List.of(new Alerts.Terms("b", "", "dead: any"))).join();
        ledger.alerts().watchRoutes(route -> true);
        for (int i = 0; i < 40; i++) {
            ledger.update(begun("r").started().dead("why", NOW)).join();
        }
        try (Ledger other = open("other")) {
            List<Ledger> nodes = List.of(ledger, other);
            other.alerts().begin(List.of()).join();
            ledger.alerts().begin(List.of()).join();
            List<CountDeadRuns.Counted> runs = ledger.alerts().uncounted(100).stream()
                    .map(run -> new CountDeadRuns.Counted(run.id(), List.of("b", "a"), Map.of("n", "1")))
                    .toList();
            assertThat(runs).hasSize(40);
            List<CompletableFuture<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 40; i += 4) {
                List<CountDeadRuns.Counted> part = runs.subList(i, i + 4);
                nodes.forEach(node -> counts.add(node.alerts().count(part)));
            }
            assertThat(counts.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(40);
            assertThat(ledger.alerts().states()).extracting(AlertState::counted).containsExactly(40L, 40L);
            AlertState read = ledger.alerts().states().get(0);
            List<CompletableFuture<Boolean>> moves = nodes.stream()
                    .map(node -> node.alerts().move(read.said(NOW, NOW, 40), event(null, new byte[0]), "tell"))
                    .toList();
            assertThat(moves.stream().filter(CompletableFuture::join)).hasSize(1);
        }
    }
}
