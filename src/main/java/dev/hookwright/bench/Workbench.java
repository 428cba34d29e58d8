package dev.hookwright.bench;

import dev.hookwright.config.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The processes and the folder of a run. Nothing of either is left, however the run ends. */
final class Workbench implements AutoCloseable {
    private final JavaCommand java;
    private final Jcmd jcmd;
    private final Path folder;
    private final Deque<ChildProcess> processes = new ArrayDeque<>();
    private final Thread onExit = new Thread(this::clear, "bench-exit");
    private int count;
    private boolean cleared;

    Workbench(JavaCommand java, Path parent) {
        this.java = java;
        this.jcmd = new Jcmd(java);
        try {
            folder = Files.createTempDirectory(parent, "hookwright-bench");
        } catch (IOException e) {
            throw new BenchFailed("no folder can be made in " + parent + " (give another with --folder)");
        }
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    JavaCommand java() {
        return java;
    }

    Jcmd jcmd() {
        return jcmd;
    }

    /** A new, empty folder. */
    Path newFolder(String name) {
        try {
            return Files.createTempDirectory(folder, name);
        } catch (IOException e) {
            throw new BenchFailed("no folder can be made in " + folder + ": " + e.getMessage());
        }
    }

    synchronized ChildProcess start(String name, List<String> command) {
        if (cleared) {
            throw new BenchFailed("interrupted");
        }
        count++;
        ChildProcess process = ChildProcess.start(name, command, folder.resolve("errors-" + count + ".txt"));
        processes.push(process);
        return process;
    }

    /** Ends a process before the others. */
    synchronized void end(ChildProcess process) {
        process.close();
        processes.remove(process);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The virtual machine is on its way down: the hook does it, or has done it.
        }
        clear();
    }

    private synchronized void clear() {
        if (cleared) {
            return;
        }
        cleared = true;
        processes.forEach(ChildProcess::close);
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
