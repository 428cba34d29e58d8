package dev.hookwright.server;

import dev.hookwright.config.ByteSize;
import dev.hookwright.config.StorageSettings;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses events before the store breaks: when the disk under the data folder is nearly full, the ledger is as large as
 * it may get, or somebody has taken its files away. What is in the ledger is worked off all the same.
 */
final class DiskGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);

    private final Path folder;
    private final StorageSettings settings;
    private final Ledger ledger;
    private volatile @Nullable String refusal;
    private volatile long free;

    DiskGuard(Path folder, StorageSettings settings, Ledger ledger) {
        this.folder = folder;
        this.settings = settings;
        this.ledger = ledger;
    }

    /** Why no event is accepted now. As of the last look. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** On the disk. As of the last look. */
    long freeBytes() {
        return free;
    }

    /** Looks at the disk and the ledger. About once a second. */
    void look() {
        String now;
        boolean inPlace = ledger.gauges().isInPlace();
        try {
            now = inPlace ? tooMuch() : goneFrom(folder);
        } catch (IOException | LedgerUnavailable e) {
            LOG.debug("the disk cannot be looked at: {}", e.getMessage());
            return;
        }
        String before = refusal;
        refusal = now;
        if (now != null && before == null) {
            LOG.error(
                    "{}: events are refused with 503 until {}",
                    now,
                    inPlace ? "there is room (" + remedy() + ")" : "they are back");
        } else if (now == null && before != null) {
            LOG.info("there is room again: events are accepted");
        }
    }

    private static String goneFrom(Path folder) {
        return "the ledger's files are no longer in " + folder
                + ", so that what is accepted would be lost with this process";
    }

    private String remedy() {
        return free < settings.minFree()
                ? "free some of that disk, or lower hookwright.storage.min-free"
                : "raise hookwright.storage.max, or have less kept: hookwright.retention.events";
    }

    private @Nullable String tooMuch() throws IOException {
        free = Files.getFileStore(folder).getUsableSpace();
        return free < settings.minFree() ? tooFull() : tooLarge();
    }

    private String tooFull() {
        return "only " + mebibytes(free) + " are free in " + folder + ", hookwright.storage.min-free asks for "
                + ByteSize.format(settings.minFree());
    }

    private @Nullable String tooLarge() {
        Long most = settings.maxStored();
        long stored = most == null ? 0 : ledger.storedBytes();
        return most == null || stored <= most
                ? null
                : "the ledger holds " + mebibytes(stored) + ", hookwright.storage.max allows " + ByteSize.format(most);
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + "MiB";
    }
}
