package dev.hookwright.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What was measured on.
 *
 * @param load average number of processes that wanted a processor in the minute before; negative if it is not known
 * @param fileSystem the kind that the ledgers were on
 */
record Machine(int processors, double load, String java, String system, String fileSystem) {
    private static final double IDLE_LOAD_PER_PROCESSOR = 0.25;
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    static Machine here(Path folder) {
        String fileSystem;
        try {
            fileSystem = Files.getFileStore(folder).type();
        } catch (IOException e) {
            fileSystem = "unknown";
        }
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                fileSystem);
    }

    /** Whether writing to disk costs nothing here, since there is no disk. */
    boolean isInMemory() {
        return IN_MEMORY.contains(fileSystem);
    }

    /** Whether others use so much of it that the figures say little. */
    boolean isBusy() {
        return load > processors * IDLE_LOAD_PER_PROCESSOR;
    }

    String shownLoad() {
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }

    @Override
    public String toString() {
        return system + ", " + processors + " processors, load before " + shownLoad() + ", Java " + java
                + ", ledgers on " + fileSystem;
    }
}
