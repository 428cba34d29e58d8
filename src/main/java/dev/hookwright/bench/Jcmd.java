package dev.hookwright.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JDK's {@code jcmd}: has another virtual machine do or tell what its program does not. */
final class Jcmd {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String COMPILED = "java.ci.totalTime=";
    private static final String FREQUENCY = "sun.os.hrt.frequency=";

    private final String tool;

    Jcmd(JavaCommand java) {
        tool = java.tool("jcmd").toString();
    }

    void collectGarbage(ChildProcess process) throws InterruptedException {
        ask(process, "GC.run");
    }

    /** How long its compilers have worked so far, in seconds; 0 if it does not count that. */
    double compilerSeconds(ChildProcess process) throws InterruptedException {
        List<String> counters = ask(process, "PerfCounter.print");
        double frequency = counter(counters, FREQUENCY);
        return frequency == 0 ? 0 : counter(counters, COMPILED) / frequency;
    }

    private static double counter(List<String> counters, String name) {
        return counters.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(0);
    }

    private List<String> ask(ChildProcess process, String what) throws InterruptedException {
        List<String> command = List.of(tool, String.valueOf(process.pid()), what);
        try {
            Process asking =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // It says less than a pipe holds.
            if (!asking.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || asking.exitValue() != 0) {
                asking.destroyForcibly();
                throw new BenchFailed("a process that is measured does not answer " + String.join(" ", command));
            }
            try (BufferedReader answer = asking.inputReader(StandardCharsets.UTF_8)) {
                return answer.lines().toList();
            }
        } catch (IOException e) {
            throw new BenchFailed("there is no " + tool + " to ask what is measured with (use a JDK)");
        }
    }
}
