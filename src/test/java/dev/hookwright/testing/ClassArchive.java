package dev.hookwright.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program's classes as they lie in memory, which the launcher makes for a user as well: a start takes a third less of
 * the processor's time, and the integration tests start the program over a hundred times. Nothing depends on it.
 */
final class ClassArchive {
    private static final Path FILE = Path.of("target", "integration-tests.jsa").toAbsolutePath();

    private ClassArchive() {}

    /**
     * The option to start the program with, made when it is first asked for. None if it could not be made.
     *
     * @param java the command that starts the virtual machine, with its options
     */
    static synchronized List<String> option(Path jar, List<String> java) throws IOException {
        // The tests run in several processes. Closed, the file is not locked any more.
        try (FileChannel lock = FileChannel.open(
                FILE.resolveSibling("integration-tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!isNewerThan(jar)) {
                make(jar, java);
            }
        }
        return isNewerThan(jar) ? List.of("-XX:SharedArchiveFile=" + FILE) : List.of();
    }

    private static boolean isNewerThan(Path jar) throws IOException {
        return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    private static void make(Path jar, List<String> java) throws IOException {
        Path made = FILE.resolveSibling("integration-tests.jsa.part");
        Path log = FILE.resolveSibling("integration-tests.jsa.log");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-jar", jar.toString(), "demo", "--exit"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0) {
                Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
