package dev.hookwright.server;

import dev.hookwright.alert.AlertWatch;
import dev.hookwright.alert.Surroundings;
import dev.hookwright.intake.IntakeStatistics;
import dev.hookwright.ledger.Ledger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Puts the alerts together with what they look at. */
final class Alerting {
    private static final int LONGEST_NAME = 400;

    private Alerting() {}

    static AlertWatch watch(
            Ledger ledger,
            LiveWorkspace workspace,
            DiskGuard guard,
            IntakeStatistics intake,
            Path data,
            InstantSource clock) {
        Surroundings surroundings = new Surroundings(
                ledger.queue().isShared() ? nodeName(data) : "",
                guard::refusal,
                intake::refused,
                () -> workspace.loaded().settings().signIn().publicOrigin());
        return new AlertWatch(ledger, () -> workspace.loaded().alerts(), surroundings, clock);
    }

    /** The same for each process that has this data folder. */
    private static String nodeName(Path data) {
        String name = host() + ":" + data.toAbsolutePath();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
