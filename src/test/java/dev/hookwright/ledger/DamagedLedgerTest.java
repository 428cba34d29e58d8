package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a ledger of which a part is gone nothing is made: it is told what is wrong, and stays as it is. */
class DamagedLedgerTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-01-01T00:00:00Z");
    private static final String STORE = "ledger.mv.db";
    private static final String JOURNAL = "ledger.journal";

    @TempDir
    private Path folder;

    private Path closed = Path.of("");
    private Path killed = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        closed = folder.resolve("closed");
        killed = Files.createDirectory(folder.resolve("killed"));
        open(closed).close();
        try (Ledger ledger = open(closed)) {
            for (int i = 0; i < 20; i++) {
                Event event = new Event(
                        Ids.next(CLOCK.millis()),
                        "in",
                        "unsigned",
                        null,
                        "key" + i,
                        CLOCK.instant(),
                        "",
                        Map.of(),
                        Map.of(),
                        new byte[3_000],
                        null);
                ledger.accept(event, List.of("r"), true).join();
            }
            for (String name : List.of(STORE, JOURNAL)) {
                Files.copy(closed.resolve(name), killed.resolve(name));
            }
        }
    }

    private static Ledger open(Path data) {
        return LedgerStore.open(data, CLOCK, () -> {});
    }

    private static void assertRefused(Path data, String why) throws IOException {
        Map<String, Integer> before = contents(data);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> open(data).close())
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining(why)
                    .hasMessageNotContaining("SQL")
                    .hasMessageNotContaining("read only");
            assertThat(contents(data)).as("as it was").isEqualTo(before);
        }
    }

    private static Map<String, Integer> contents(Path data) throws IOException {
        try (var files = Files.list(data)) {
            return files.collect(java.util.stream.Collectors.toMap(
                    file -> file.getFileName().toString(), DamagedLedgerTest::digest));
        }
    }

    private static int digest(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    @Test
    void a_journal_that_is_gone_may_have_held_what_was_accepted() throws IOException {
        for (Path data : List.of(killed, closed)) {
            Files.delete(data.resolve(JOURNAL));
            assertRefused(
                    data, "ledger.journal is gone, which may hold the newest entries: put it back, or make an empty");
            Files.createFile(data.resolve(JOURNAL));
            open(data).close();
        }
    }

    @Test
    void a_store_that_is_gone_is_not_begun_anew_beside_its_journal() throws IOException {
        for (Path data : List.of(killed, closed)) {
            Files.delete(data.resolve(STORE));
            assertRefused(data, "ledger.mv.db is gone, but its ledger.journal is there");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 4_096, 8_192, 12_288, 16_384, 30_000})
    void a_store_that_was_cut_short_is_left_alone(int length) throws IOException {
        for (Path data : List.of(killed, closed)) {
            cut(data.resolve(STORE), length);
            assertRefused(data, "ledger");
        }
    }

    @Test
    void what_is_no_store_is_left_alone() throws IOException {
        byte[] noise = new byte[40_000];
        new Random(1).nextBytes(noise);
        Files.write(closed.resolve(STORE), noise);
        assertRefused(closed, "ledger.mv.db is damaged: put a backup in its place");
    }

    @Test
    void a_backup_is_opened_where_it_was_unzipped() throws IOException {
        Path zip = folder.resolve("backup.zip");
        Backup.ofStopped(killed, zip);
        Path restored = Files.createDirectory(folder.resolve("restored"));
        try (InputStream bytes = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(bytes)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Files.copy(entries, restored.resolve(entry.getName()));
            }
        }
        try (Ledger ledger = open(restored)) {
            assertThat(ledger.queue().takeReady(100)).hasSize(20);
        }
    }
}
