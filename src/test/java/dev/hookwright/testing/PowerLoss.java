package dev.hookwright.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Simulates power cuts and failing disks for a process whose ledger is written through src/test/native/powerloss.c. */
public final class PowerLoss {
    private static final List<String> FILES = List.of("ledger.mv.db", "ledger.journal");

    private final Path library;

    private PowerLoss(Path library) {
        this.library = library;
    }

    /** Compiles the library into the folder; skips the test, with the reason, where that cannot be. */
    public static PowerLoss compile(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("powerloss.so");
        Path messages = folder.resolve("powerloss.txt");
        need(System.getProperty("os.name").equals("Linux"), "LD_PRELOAD, as used here, is Linux's");
        need(Files.notExists(Path.of("/etc/alpine-release")), "the library is written for glibc");
        need(succeeds(messages, "cc", "--version"), "there is no C compiler (cc)");
        Path source = Path.of("src", "test", "native", "powerloss.c").toAbsolutePath();
        boolean compiled = succeeds(
                messages,
                "cc",
                "-std=gnu11",
                "-O2",
                "-Wall",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl",
                "-lpthread");
        if (!compiled) {
            throw new AssertionError("powerloss.c does not compile: " + Files.readString(messages));
        }
        return new PowerLoss(library);
    }

    private static void need(boolean given, String otherwise) {
        if (!given) {
            System.out.println("power cuts are not simulated: " + otherwise);
        }
        assumeTrue(given, otherwise);
    }

    private static boolean succeeds(Path messages, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(messages.toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The environment of a process whose syncs take up to the given time more. */
    public Map<String, String> slowSync(int micros) {
        return environment(Map.of("POWERLOSS_SYNC_US", Integer.toString(micros)));
    }

    /** The environment of a process that dies just when it has changed the ledger's file so many times. */
    public Map<String, String> cutAfter(int changes) {
        return environment(Map.of("POWERLOSS_CUT_AFTER", Integer.toString(changes)));
    }

    /** The environment of a process in which some syncs fail with EIO: so many, from the one with this number on. */
    public Map<String, String> failingSyncs(int first, int count) {
        return environment(Map.of(
                "POWERLOSS_EIO_AFTER", Integer.toString(first),
                "POWERLOSS_EIO_COUNT", Integer.toString(count)));
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LD_PRELOAD", library.toString());
        environment.put("POWERLOSS_FILES", String.join(":", FILES));
        return environment;
    }

    /** Says that what stands in the ledger's files is on disk. Before a process opens them. */
    public static void allIsDurable(Path data) throws IOException {
        for (String name : FILES) {
            if (Files.exists(data.resolve(name))) {
                Files.copy(data.resolve(name), durable(data, name), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(durable(data, name));
            }
        }
    }

    /**
     * Writes what a disk may hold when the power goes at the moment at which the process ended: what was synced, and of
     * the pages that were written since a random part, in no order, with the old or the new length of each file.
     *
     * @param share which part of the pages: 0 for none, 1 for all
     * @return how many pages were written but not synced
     */
    public static int cut(Path data, Path image, int pageSize, double share, Random random) throws IOException {
        Files.createDirectories(image);
        int unsynced = 0;
        for (String name : FILES) {
            if (Files.exists(durable(data, name))) {
                Files.copy(durable(data, name), image.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                unsynced += mix(data.resolve(name), image.resolve(name), pageSize, share, random);
            }
        }
        return unsynced;
    }

    private static int mix(Path live, Path image, int pageSize, double share, Random random) throws IOException {
        try (FileChannel written = FileChannel.open(live, StandardOpenOption.READ);
                FileChannel kept = FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long length = random.nextDouble() < share ? written.size() : kept.size();
            int unsynced = 0;
            for (long at = 0; at < written.size(); at += pageSize) {
                byte[] newer = page(written, at, pageSize);
                if (!Arrays.equals(newer, page(kept, at, pageSize))) {
                    unsynced++;
                    if (random.nextDouble() < share) {
                        kept.write(ByteBuffer.wrap(newer), at);
                    }
                }
            }
            if (kept.size() > length) {
                kept.truncate(length);
            } else if (kept.size() < length) {
                kept.write(ByteBuffer.allocate(1), length - 1);
            }
            return unsynced;
        }
    }

    /** A page of a file, with zeros for what lies behind its end. */
    private static byte[] page(FileChannel file, long at, int pageSize) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(pageSize);
        while (page.hasRemaining() && file.read(page, at + page.position()) > 0) {
            // Until the page is full or the file ends.
        }
        return page.array();
    }

    private static Path durable(Path data, String name) {
        return data.resolve(name + ".durable");
    }
}
