package dev.hookwright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What was measured on.
 *
 * @param fileSystem the kind that the ledgers were on
 */
record Machine(int processors, String java, String system, String fileSystem) {
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
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                fileSystem);
    }

    /** Whether writing to disk costs nothing here, since there is no disk. */
    boolean isInMemory() {
        return IN_MEMORY.contains(fileSystem);
    }

    @Override
    public String toString() {
        return system + ", " + processors + " processors, Java " + java + ", ledgers on " + fileSystem;
    }
}
