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
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL, and what several nodes on one database may count on. */
class PostgresWaitingTest extends WaitingContract {
    private static final int KEYS = 5;
    private static final int RUNS = 150;

    private final String url = PostgresServer.shared().newDatabase();
    private final Map<UUID, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<Integer>> begun = new ConcurrentHashMap<>();
    private final Map<String, String> atWork = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> overlaps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();

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

    /** What the other nodes do that take it for dead. */
    private void declareDead(String node) {
        try (Connection connection = PostgresServer.shared().connect(url.substring(url.lastIndexOf('/') + 1));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM node WHERE id = '" + node + "'");
            statement.execute("UPDATE run SET owner = NULL, status = 'ready' WHERE owner = '" + node
                    + "' AND status IN ('ready', 'running', 'waiting')");
            connection.commit();
        } catch (SQLException e) {
            // It met a node at work, whose transaction went first.
            declareDead(node);
        }
    }

    /** Works on runs until all are done; now and then it is taken for dead in the middle of one. */
    private void work(Ledger node, long seed) {
        Random random = new Random(seed);
        List<Run> mine = new ArrayList<>();
        while (done.get() < RUNS) {
            if (mine.isEmpty()) {
                mine.addAll(node.queue().takeOrdered(NOW, 3, run -> false));
            }
            if (!mine.isEmpty()) {
                step(node, mine, random);
            }
        }
    }

    private void step(Ledger node, List<Run> mine, Random random) {
        Run run = mine.remove(0).started();
        if (node.update(run).join() == 0) {
            return;
        }
        String key = String.valueOf(run.orderKey());
        String me = run.owner() + " " + run.id();
        String other = atWork.put(key, me);
        if (other != null) {
            overlaps.add(other + " and " + me);
        }
        begun.computeIfAbsent(key, any -> new ConcurrentLinkedQueue<>()).add(numbers.get(run.eventId()));
        // Something that takes a moment.
        assertThat(node.runs().find(run.eventId(), run.id())).isPresent();
        if (random.nextInt(20) == 0) {
            atWork.remove(key);
            declareDead(String.valueOf(run.owner()));
            return;
        }
        atWork.remove(key);
        if (node.update(run.succeeded(NOW)).join() == 1) {
            done.incrementAndGet();
            node.queue().takeFollower(run, NOW, each -> false).join().ifPresent(mine::add);
        }
    }

    @Test
    void nobody_takes_from_a_line_from_which_another_is_just_taking() throws SQLException {
        Event event = event(null, new byte[0]);
        ledger.accept(new NewEvent(event, List.of("r"), Map.of("r", "k")), true).join();
        try (Connection other = PostgresServer.shared().connect(database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended(E'r\\nk', 0))");
            assertThat(ledger.queue().takeOrdered(NOW, 10, run -> false)).isEmpty();
            other.commit();
            assertThat(ledger.queue().takeOrdered(NOW, 10, run -> false)).hasSize(1);
        }
    }

    @Test
    void one_that_was_cancelled_at_work_holds_nobody_up_when_its_node_is_dead() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            NewEvent event = new NewEvent(event(null, new byte[0]), List.of("r"), Map.of("r", "k"));
            runs.addAll(ledger.accept(event, true).join().runs());
        }
        ledger.queue().takeOrdered(NOW, 10, run -> false);
        try (Ledger other = open("other")) {
            other.cancels().cancel(runs.get(0));
            assertThat(other.queue().takeOrdered(NOW, 10, run -> false)).isEmpty();
        }
        try (Ledger next = open()) {
            next.queue().takeUp();
            assertThat(next.queue().takeOrdered(NOW, 10, run -> false))
                    .extracting(Run::id)
                    .containsExactly(runs.get(1).id());
            assertThat(next.runs()
                            .find(runs.get(0).eventId(), runs.get(0).id())
                            .orElseThrow()
                            .status())
                    .isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void of_each_key_one_is_at_work_at_a_time_and_in_order_though_nodes_are_taken_for_dead() {
        try (Ledger second = open("second");
                Ledger third = open("third")) {
            List<Ledger> nodes = List.of(ledger, second, third);
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (int node = 0; node < nodes.size(); node++) {
                Ledger worker = nodes.get(node);
                long seed = node;
                workers.add(CompletableFuture.runAsync(() -> work(worker, seed), task -> new Thread(task).start()));
            }
            for (int round = 0; round < RUNS / 3; round++) {
                // Three at once, of which any may be first; what comes in the next round comes behind them.
                List<CompletableFuture<Accepted>> accepts = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Event event = event(null, new byte[0]);
                    numbers.put(event.id(), round);
                    NewEvent accepted = new NewEvent(event, List.of("r"), Map.of("r", "k" + round % KEYS));
                    accepts.add(nodes.get(i).accept(accepted, true));
                }
                accepts.forEach(CompletableFuture::join);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == RUNS);
            workers.forEach(CompletableFuture::join);
        }
        assertThat(overlaps).isEmpty();
        assertThat(begun.values())
                .hasSize(KEYS)
                .allSatisfy(
                        numbersOfKey -> assertThat(List.copyOf(numbersOfKey)).isSorted());
    }
}
