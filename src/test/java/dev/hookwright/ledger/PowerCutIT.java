package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Hogs;
import dev.hookwright.testing.PowerLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power under a process that writes to the ledger at full speed, beside two busy loops, and goes on with what
 * the disk may hold then. The cuts are simulated: see {@link PowerLoss}. The long form: {@code mvn verify
 * -Dit.test=PowerCutIT -Dhookwright.powercuts=200}.
 */
class PowerCutIT {
    private static final int CUTS = Integer.getInteger("hookwright.powercuts", 10);
    private static final long SEED = Long.getLong("hookwright.seed", System.nanoTime());
    /** So many cuts hit one store before a new one is begun: the file grows all the while. */
    private static final int CUTS_PER_STORE = 10;

    private static final int[] PAGE_SIZES = {4_096, 512};
    private static final int SLOWEST_SYNC_MICROS = 30_000;
    private static final int MOST_CHANGES = 400;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Set<String> inStore = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private PowerLoss disk;
    private Path data;
    private int acknowledged;
    private int lost;
    private int torn;
    private long unsyncedPages;

    @Test
    void no_acknowledged_event_is_lost_by_a_power_cut() throws Exception {
        disk = PowerLoss.compile(folder);
        for (int cut = 1; cut <= CUTS; cut++) {
            if (data == null || cut % CUTS_PER_STORE == 1) {
                inStore.clear();
                if (data != null) {
                    delete(data);
                }
                data = Files.createDirectories(folder.resolve("store" + cut));
            }
            cutThePower(cut);
        }
        System.out.printf(
                "%d power cuts (seed %d): %d events acknowledged, %d lost, %d stores broken;"
                        + " %d cuts met unsynced pages, %d pages in all%n",
                CUTS, SEED, acknowledged, lost, failures.size(), torn, unsyncedPages);
        assertThat(failures).isEmpty();
        assertThat(acknowledged).isGreaterThan(CUTS);
        assertThat(torn).as("cuts that met unsynced pages").isPositive();
    }

    /** Nothing was promised yet; but nobody should have to delete a file by hand to be able to start. */
    @Test
    void a_power_cut_while_the_ledger_is_made_leaves_one_that_opens() throws Exception {
        disk = PowerLoss.compile(folder);
        for (int changes : new int[] {1, 2, 3, 4, 6, 10, 15, 20, 30}) {
            data = Files.createDirectories(folder.resolve("new" + changes));
            try (LoadProcess load = LoadProcess.start(data, disk.cutAfter(changes))) {
                load.awaitExit(Duration.ofMinutes(1));
            }
            for (int i = 0; i < 3; i++) {
                double share = i / 2.0;
                Path image = folder.resolve("image" + changes + "-" + i);
                PowerLoss.cut(data, image, 512, share, random);
                try {
                    openAsTheProductDoes(image);
                } catch (LedgerUnavailable e) {
                    failures.add("%d changes, share %.2f: %s".formatted(changes, share, e.getMessage()));
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private void cutThePower(int cut) throws Exception {
        int pageSize = PAGE_SIZES[cut % PAGE_SIZES.length];
        double share = Math.max(0, random.nextDouble() * 1.2 - 0.2);
        PowerLoss.allIsDurable(data);
        boolean atRandomTime = random.nextBoolean();
        Set<String> now = Hogs.beside(atRandomTime ? this::loadForATime : this::loadUntilAWrite);
        acknowledged += now.size();
        inStore.addAll(now);
        Path image = folder.resolve("image" + cut);
        int unsynced = PowerLoss.cut(data, image, pageSize, share, random);
        torn += unsynced > 0 ? 1 : 0;
        unsyncedPages += unsynced;
        delete(data);
        data = image;
        String what = "cut %d of seed %d (%s, pages of %d bytes, share %.2f, %d unsynced)"
                .formatted(cut, SEED, atRandomTime ? "at any time" : "at a write", pageSize, share, unsynced);
        try {
            Set<String> missing = StoredLedger.missing(inStore, image);
            lost += missing.size();
            assertThat(missing)
                    .as("lost of %s acknowledged events", inStore.size())
                    .isEmpty();
            openAsTheProductDoes(image);
        } catch (Exception | AssertionError e) {
            failures.add(what + ": " + e);
            data = null;
        }
    }

    /** Ends the load in the middle of anything; more often than not it waits for a disk then, which is made a slow one. */
    private Set<String> loadForATime() throws Exception {
        try (LoadProcess load = LoadProcess.start(data, disk.slowSync(SLOWEST_SYNC_MICROS))) {
            load.awaitFirst();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(900));
            assertThat(load.isAlive()).as("the load at work: %s", load.errors()).isTrue();
            load.kill();
            return load.acknowledged();
        }
    }

    /** Ends the load just when it has written something, be it while it starts. */
    private Set<String> loadUntilAWrite() throws Exception {
        try (LoadProcess load = LoadProcess.start(data, disk.cutAfter(1 + random.nextInt(MOST_CHANGES)))) {
            assertThat(load.awaitExit(Duration.ofMinutes(1)))
                    .as("exit by kill -9: %s", load.errors())
                    .isEqualTo(137);
            return load.acknowledged();
        }
    }

    private void openAsTheProductDoes(Path image) throws IOException {
        Path reopened = Files.createTempDirectory(folder, "reopened");
        try (Stream<Path> files = Files.list(image)) {
            for (Path file : files.toList()) {
                Files.copy(file, reopened.resolve(file.getFileName()));
            }
        }
        try (Ledger ledger = LedgerStore.open(reopened, InstantSource.system(), () -> {})) {
            ledger.queue().takeUp();
            assertThat(ledger.events().list(EventFilter.ALL, null, 20).events())
                    .hasSizeGreaterThanOrEqualTo(Math.min(20, inStore.size()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
