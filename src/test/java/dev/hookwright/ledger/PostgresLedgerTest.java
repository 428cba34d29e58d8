package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL, and what several nodes on one database may count on. */
class PostgresLedgerTest extends LedgerContract {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    Ledger open() {
        return open("node");
    }

    private Ledger open(String node) {
        return LedgerStore.openShared(url, "postgres", null, folder.resolve(node), CLOCK, () -> {});
    }

    private String database() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = PostgresServer.shared().connect(database());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        }
    }

    /** What another node does that takes this one for dead. */
    private void declareDead() throws SQLException {
        sql("UPDATE run SET owner = NULL, status = 'ready' WHERE owner IS NOT NULL", "DELETE FROM node");
    }

    @Test
    void of_deliveries_that_reach_two_nodes_at_once_each_is_an_event_once() {
        try (Ledger other = open("other")) {
            List<CompletableFuture<Accepted>> answers = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                // The one from the front, the other from behind: locks taken in that order would meet in the middle.
                answers.add(ledger.accept(event("k" + i, new byte[10]), List.of("r"), true));
                answers.add(other.accept(event("k" + (1_999 - i), new byte[10]), List.of("r"), true));
            }
            List<UUID> events =
                    answers.stream().map(answer -> answer.join().eventId()).toList();
            assertThat(events.stream().distinct()).hasSize(2_000);
            assertThat(answers.stream().filter(answer -> !answer.join().duplicate()))
                    .hasSize(2_000);
        }
    }

    @Test
    void a_run_in_the_queue_goes_to_one_node() {
        for (int i = 0; i < 300; i++) {
            ledger.accept(event(null, new byte[0]), List.of("r"), false).join();
        }
        try (Ledger other = open("other")) {
            List<CompletableFuture<List<Run>>> taken = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                taken.add(CompletableFuture.supplyAsync(() -> ledger.queue().takeReady(20)));
                taken.add(CompletableFuture.supplyAsync(() -> other.queue().takeReady(20)));
            }
            List<UUID> runs = taken.stream()
                    .flatMap(each -> each.join().stream())
                    .map(Run::id)
                    .toList();
            assertThat(runs).hasSize(300).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_node_that_was_taken_for_dead_writes_nothing_of_what_it_had() throws SQLException {
        Run run = begun("r").started();
        ledger.update(run).join();
        declareDead();
        Attempt attempt = new Attempt(
                run.id(), "a", 1, "a", "http", NOW, 1, Attempt.Outcome.SUCCEEDED, 200, null, null, new byte[1]);
        assertThat(ledger.record(run, attempt).join()).isZero();
        assertThat(ledger.update(run.succeeded(NOW)).join()).isZero();
        assertThat(ledger.owns(run)).isFalse();
        assertThat(ledger.runs().attempts(run.id())).isEmpty();
        assertThat(ledger.runs().find(run.eventId(), run.id()).orElseThrow().status())
                .isEqualTo(RunStatus.READY);
        // Under its new name it is a node like any other.
        assertThat(ledger.queue().takeReady(10))
                .singleElement()
                .satisfies(taken -> assertThat(ledger.owns(taken)).isTrue());
    }

    /** As after a failover to a standby, for a moment. */
    @Test
    void what_was_done_waits_while_the_database_takes_no_writes() throws SQLException {
        Run run = begun("r").started();
        ledger.update(run).join();
        setReadOnly("on");
        Attempt attempt = new Attempt(
                run.id(), "a", 1, "a", "http", NOW, 1, Attempt.Outcome.SUCCEEDED, 200, null, null, new byte[1]);
        CompletableFuture<Integer> recorded = ledger.record(run, attempt);
        CompletableFuture<Integer> ended = ledger.update(run.succeeded(NOW));
        await().until(() -> !ledger.isHealthy());
        CompletableFuture<Accepted> refused = ledger.accept(event("k", new byte[10]), List.of("r"), true);
        await().until(refused::isCompletedExceptionally);
        assertThat(ledger.isHealthy()).isFalse();
        assertThat(recorded).isNotDone();
        setReadOnly("off");
        assertThat(recorded.join()).isEqualTo(1);
        assertThat(ended.join()).isEqualTo(1);
        await().until(ledger::isHealthy);
        assertThat(ledger.accept(event("k", new byte[10]), List.of("r"), true)
                        .join()
                        .duplicate())
                .isFalse();
    }

    private void setReadOnly(String value) throws SQLException {
        try (Connection connection = PostgresServer.shared().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database() + " SET default_transaction_read_only = " + value);
        }
        PostgresServer.shared().cutConnections(database());
    }

    @Test
    void the_next_process_of_a_data_folder_takes_up_at_once_what_the_last_had() {
        Run run = begun("r").started();
        ledger.update(run).join();
        Ledger next = open();
        assertThat(next.queue().takeUp()).isEqualTo(1);
        assertThat(next.queue().takeReady(10)).extracting(Run::id).containsExactly(run.id());
        assertThat(ledger.update(run.succeeded(NOW)).join()).isZero();
        next.close();
    }

    @Test
    void a_node_that_closes_leaves_its_runs_to_the_others() {
        Run run = begun("r").started();
        ledger.update(run).join();
        try (Ledger other = open("other")) {
            ledger.close();
            assertThat(other.queue().takeReady(10)).extracting(Run::id).containsExactly(run.id());
        }
    }

    @Test
    void connections_that_are_cut_lose_and_double_nothing() {
        List<Event> events = new ArrayList<>();
        List<CompletableFuture<Accepted>> answers = new ArrayList<>();
        List<CompletableFuture<Integer>> updates = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            Event event = event("k" + i, new byte[100]);
            events.add(event);
            answers.add(ledger.accept(event, List.of("r"), true));
            if (i % 100 == 50) {
                await().atMost(Duration.ofSeconds(20)).until(answers.get(i - 50)::isDone);
                Accepted accepted = answers.get(i - 50).join();
                accepted.runs().forEach(run -> updates.add(ledger.update(run.succeeded(NOW))));
            }
            if (i % 1_000 == 500) {
                PostgresServer.shared().cutConnections(database());
            }
        }
        answers.forEach(CompletableFuture::join);
        updates.forEach(CompletableFuture::join);
        for (int i = 0; i < events.size(); i++) {
            assertThat(answers.get(i).join().eventId()).isEqualTo(events.get(i).id());
        }
        assertThat(all(EventFilter.ALL))
                .hasSize(4_000)
                .allSatisfy(summary -> assertThat(summary.runs()).hasSize(1));
        assertThat(all(new EventFilter(null, null, RunStatus.SUCCEEDED, null, null, null, null)))
                .hasSize(updates.size());
    }
}
