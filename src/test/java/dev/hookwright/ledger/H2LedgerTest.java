package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.config.StorageSettings;
import dev.hookwright.testing.StoppedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class H2LedgerTest extends LedgerContract {
    private static final String STORE = "ledger.mv.db";
    private static final String JOURNAL = "ledger.journal";

    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }

    /** H2 writes its file when it likes: what it has not written yet is done again, to the last value. */
    @Test
    void the_journal_brings_a_store_to_where_it_was() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        Files.copy(folder.resolve(STORE), killed.resolve(STORE));
        writeAllKindsOfChanges();
        // After this one there is nothing on its way.
        ledger.reject(rejection(new byte[] {5})).join();
        Files.copy(folder.resolve(JOURNAL), killed.resolve(JOURNAL));
        ledger.close();

        assertThat(Journal.isFinished(folder.resolve(JOURNAL)))
                .as("of a ledger that was closed")
                .isTrue();
        List<String> rows = rows(folder);
        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows(killed)).isEqualTo(rows);
        assertThat(killed.resolve(JOURNAL)).as("is only read by the copy").isNotEmptyFile();
    }

    @Test
    void what_is_compacted_is_brought_to_where_it_was_first() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        Files.copy(folder.resolve(STORE), killed.resolve(STORE));
        writeAllKindsOfChanges();
        Files.copy(folder.resolve(JOURNAL), killed.resolve(JOURNAL));
        ledger.close();

        Compaction.run(killed);

        assertThat(Journal.isFinished(killed.resolve(JOURNAL))).isTrue();
        assertThat(rows(killed)).isEqualTo(rows(folder));
    }

    @Test
    void a_folder_that_is_not_there_is_made() {
        Path other = folder.resolve("not/there");
        LedgerStore.open(other, CLOCK, () -> {}).close();
        assertThat(other.resolve(STORE)).exists();
    }

    @Test
    void copies_that_a_kill_left_half_made_are_removed() throws Exception {
        ledger.close();
        List<Path> copies = new ArrayList<>();
        for (String name : List.of("compacting.mv.db", "compacting.mv.db.tempFile", "migrating.mv.db")) {
            copies.add(Files.writeString(folder.resolve(name), "half"));
        }

        ledger = open();

        assertThat(copies).noneMatch(Files::exists);
    }

    @Test
    void what_cannot_be_compacted_is_as_it_was_and_no_copy_is_left() throws Exception {
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Path file = Files.writeString(damaged.resolve(STORE), "no store");

        assertThatThrownBy(() -> Compaction.run(damaged)).isInstanceOf(LedgerUnavailable.class);

        assertThat(file).hasContent("no store");
        try (Stream<Path> files = Files.list(damaged)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keys_that_were_claimed_before_a_start_are_known() {
        List<String> keys =
                IntStream.range(0, 3_000).mapToObj(i -> "key " + i + "\u0000ä").toList();
        var firsts = keys.stream()
                .map(key -> ledger.accept(event(key, new byte[0]), List.of("a"), true))
                .toList();
        firsts.forEach(CompletableFuture::join);

        for (int start = 0; start < 2; start++) {
            ledger.close();
            ledger = open();
            var again = keys.stream()
                    .map(key -> ledger.accept(event(key, new byte[0]), List.of("a"), true))
                    .toList();
            for (int i = 0; i < keys.size(); i++) {
                assertThat(again.get(i).join())
                        .isEqualTo(new Accepted(firsts.get(i).join().eventId(), true, List.of()));
            }
        }
    }

    private void writeAllKindsOfChanges() {
        Event event = event("key", new byte[(1 << 20) + 10]);
        Run run = ledger.accept(event, List.of("a", "b"), true).join().runs().get(0);
        ledger.accept(event("key", new byte[3]), List.of("a"), true).join();
        ledger.accept(event("umläut \u0000 ✓", new byte[3]), List.of("a"), true).join();
        Run started = run.started();
        ledger.update(started).join();
        for (int number = 1; number <= 2; number++) {
            ledger.record(
                            started,
                            new Attempt(
                                    run.id(),
                                    "step",
                                    number,
                                    "step",
                                    "http",
                                    NOW,
                                    7,
                                    Attempt.Outcome.SUCCEEDED,
                                    200,
                                    null,
                                    "ok",
                                    new byte[] {1, 2},
                                    "{\"body\": \"sent\"}"))
                    .join();
        }
        ledger.update(started.through(7).succeeded(NOW)).join();
        ledger.routeVersions()
                .note(List.of(new RouteVersions.Present("a", "000000000007", "text")))
                .join();
        ledger.replay(event.id(), "a").join();
        Run held = begun("c");
        ledger.pausedRoutes().pause("c");
        ledger.pausedRoutes().hold(held).join();
        ledger.cancels().cancel(begun("c"));
        BulkReplay replay = BulkReplay.begin(Map.of("q", "a"), false, null, 1, 1, true, NOW);
        ledger.bulkReplays().create(replay);
        ReplayPortion.Fresh fresh = new ReplayPortion.Fresh(event.id(), "a");
        ledger.bulkReplays().begin(replay, new ReplayPortion(List.of(fresh), List.of(run), 1, 0, event.id(), true));
        ledger.secrets().keep("shop", "kept", "127.0.0.1").join();
        ledger.secrets().keep("shop", "gone", "127.0.0.1").join();
        ledger.secrets()
                .confirm("shop", ledger.secrets().of("shop").get(1).id())
                .join();
        ledger.secrets().delete("shop", ledger.secrets().of("shop").get(0).id()).join();
        ledger.acceptAll(List.of(new NewEvent(event("n", new byte[1]), List.of("a"))), true, "nonce")
                .join();
        for (int i = 0; i < 5; i++) {
            ledger.reject(rejection(new byte[] {5})).join();
        }
        ledger.retention(new StorageSettings(
                        0,
                        null,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        null,
                        2L,
                        null))
                .deleteSurplus();
    }

    private static List<String> rows(Path data) throws Exception {
        List<String> rows = new ArrayList<>();
        try (StoppedLedger stopped = StoppedLedger.copyOf(data);
                Statement statement = stopped.connection().createStatement()) {
            for (String table : List.of(
                    "event",
                    "body_part",
                    "claim",
                    "run",
                    "attempt",
                    "rejection",
                    "rejection_body",
                    "duplicate",
                    "target_rest",
                    "captured_secret",
                    "replay",
                    "replay_run",
                    "paused_route",
                    "cancelled_run")) {
                rows.addAll(rows(statement, table));
            }
        }
        return rows;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
            while (result.next()) {
                StringBuilder row = new StringBuilder(table);
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = String.valueOf(result.getString(i));
                    row.append('|').append(value.length() > 200 ? value.hashCode() : value);
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Test
    void the_journal_of_a_store_that_is_gone_is_an_error_and_stays() throws IOException {
        ledger.accept(event(null, new byte[3]), List.of("a"), true).join();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(folder.resolve(JOURNAL), other.resolve(JOURNAL));

        assertThatThrownBy(() -> LedgerStore.open(other, CLOCK, () -> {}))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("ledger.mv.db is gone, but its ledger.journal is there: put it back");
        assertThat(other.resolve(JOURNAL)).isNotEmptyFile();
    }

    /** Whoever put it there: a state that was left behind is not gone on with as if nothing were missing. */
    @Test
    void a_store_that_is_older_than_when_it_was_closed_is_an_error_and_stays() throws Exception {
        Path older = Files.createDirectory(folder.resolve("older"));
        ledger.close();
        Files.copy(folder.resolve(STORE), older.resolve(STORE));
        ledger = open();
        ledger.accept(event(null, new byte[3]), List.of("a"), true).join();
        ledger.close();
        Files.copy(folder.resolve(JOURNAL), older.resolve(JOURNAL));

        assertThatThrownBy(() -> LedgerStore.open(older, CLOCK, () -> {}))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("ledger.journal says that the ledger was closed with entry");
        assertThatThrownBy(() -> Compaction.run(older))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("it is an older one");
        ledger = open();
        Files.write(older.resolve(JOURNAL), new byte[0]);
        LedgerStore.open(older, CLOCK, () -> {}).close();
    }

    @Test
    void a_damaged_journal_is_an_error_and_stays() throws IOException {
        for (int i = 0; i < 3; i++) {
            ledger.accept(event(null, new byte[3]), List.of("a"), true).join();
        }
        Path killed = Files.createDirectory(folder.resolve("killed"));
        byte[] journal = Files.readAllBytes(folder.resolve(JOURNAL));
        ledger.close();
        Files.copy(folder.resolve(STORE), killed.resolve(STORE));
        // As if the store had none of it.
        journal[20] ^= 1;
        Files.write(killed.resolve(JOURNAL), journal);
        setPosition(killed, -3);

        assertThatThrownBy(() -> LedgerStore.open(killed, CLOCK, () -> {}))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("is damaged at byte 0");
        assertThat(Files.readAllBytes(killed.resolve(JOURNAL))).isEqualTo(journal);
    }

    private static void setPosition(Path data, long difference) throws IOException {
        try (var connection = H2Database.connect(data.resolve(STORE));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE journal_position SET entry = entry + " + difference);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
