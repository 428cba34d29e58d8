package dev.hookwright;

import java.util.Map;
import java.util.Set;

/** Who may use whom. */
final class PackageTable {
    /** For each package, those that it may use. */
    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("config", Set.of("retry")),
            Map.entry("retry", Set.of()),
            Map.entry("compare", Set.of()),
            Map.entry("log", Set.of()),
            Map.entry("alert", Set.of("config", "retry", "ledger")),
            Map.entry("ledger", Set.of("config", "retry")),
            Map.entry("provider", Set.of("config", "retry")),
            Map.entry("download", Set.of("config", "retry", "provider")),
            Map.entry("oidc", Set.of("config", "download")),
            Map.entry("connector", Set.of("config", "retry")),
            Map.entry("jq", Set.of("config", "retry")),
            Map.entry("lint", Set.of("config", "connector", "jq")),
            Map.entry("endpoint", Set.of("jq", "config", "retry", "provider")),
            Map.entry("dispatch", Set.of("config", "retry", "log", "ledger")),
            Map.entry("intake", Set.of("config", "retry", "ledger", "provider", "endpoint")),
            Map.entry("observe", Set.of("config", "retry", "ledger", "endpoint", "dispatch", "intake")),
            Map.entry("trace", Set.of("config", "retry", "ledger", "dispatch")),
            Map.entry(
                    "flow",
                    Set.of("config", "jq", "retry", "log", "ledger", "lint", "connector", "endpoint", "dispatch")),
            Map.entry(
                    "admin",
                    Set.of(
                            "config",
                            "retry",
                            "ledger",
                            "alert",
                            "provider",
                            "connector",
                            "endpoint",
                            "dispatch",
                            "observe",
                            "oidc")),
            Map.entry(
                    "server",
                    Set.of(
                            "alert",
                            "config",
                            "retry",
                            "ledger",
                            "lint",
                            "provider",
                            "connector",
                            "endpoint",
                            "dispatch",
                            "download",
                            "intake",
                            "flow",
                            "observe",
                            "trace",
                            "admin")),
            Map.entry(
                    "routetest",
                    Set.of(
                            "alert",
                            "config",
                            "retry",
                            "ledger",
                            "provider",
                            "connector",
                            "endpoint",
                            "dispatch",
                            "intake",
                            "flow",
                            "compare",
                            "server")),
            Map.entry("bench", Set.of("config", "flow", "provider")),
            Map.entry("sandbox", Set.of("config")),
            Map.entry(
                    "cli",
                    Set.of(
                            "alert",
                            "bench",
                            "config",
                            "retry",
                            "log",
                            "ledger",
                            "provider",
                            "connector",
                            "download",
                            "endpoint",
                            "lint",
                            "flow",
                            "admin",
                            "sandbox",
                            "compare",
                            "server",
                            "routetest")));

    private PackageTable() {}
}
