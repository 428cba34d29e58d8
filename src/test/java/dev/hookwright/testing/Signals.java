package dev.hookwright.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java has no word for. */
final class Signals {
    private Signals() {}

    /** Stops processes where they are, until they are thawed. */
    static void freeze(List<Long> processes) {
        send("STOP", processes);
    }

    static void thaw(List<Long> processes) {
        send("CONT", processes);
    }

    private static void send(String signal, List<Long> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(String.valueOf(process)));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
