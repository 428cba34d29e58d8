package dev.hookwright.ledger;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How much came in during a span of time, and what became of it by now. */
public final class Tally {
    private final Map<String, Long> accepted = new HashMap<>();
    private final Map<String, Long> duplicates = new HashMap<>();
    private final Map<String, Long> rejected = new HashMap<>();
    private final Map<String, Map<RunStatus, Long>> runs = new HashMap<>();
    private final LatencyCounts latency = new LatencyCounts();

    void accepted(String endpoint, long count) {
        accepted.merge(endpoint, count, Long::sum);
    }

    void duplicates(String endpoint, long count) {
        duplicates.merge(endpoint, count, Long::sum);
    }

    void rejected(String endpoint, long count) {
        rejected.merge(endpoint, count, Long::sum);
    }

    void runs(String route, RunStatus status, long count) {
        runs.computeIfAbsent(route, any -> new EnumMap<>(RunStatus.class)).merge(status, count, Long::sum);
    }

    void took(long millis) {
        latency.add(millis);
    }

    /** Takes in another one. */
    public void add(Tally other) {
        other.accepted.forEach(this::accepted);
        other.duplicates.forEach(this::duplicates);
        other.rejected.forEach(this::rejected);
        other.runs.forEach((route, counts) -> counts.forEach((status, count) -> runs(route, status, count)));
        latency.add(other.latency);
    }

    public long accepted() {
        return sum(accepted);
    }

    public long accepted(String endpoint) {
        return accepted.getOrDefault(endpoint, 0L);
    }

    public long duplicates(String endpoint) {
        return duplicates.getOrDefault(endpoint, 0L);
    }

    public long rejected() {
        return sum(rejected);
    }

    public long rejected(String endpoint) {
        return rejected.getOrDefault(endpoint, 0L);
    }

    public long runs(RunStatus status) {
        return runs.values().stream()
                .mapToLong(counts -> counts.getOrDefault(status, 0L))
                .sum();
    }

    public Map<RunStatus, Long> runs(String route) {
        return runs.getOrDefault(route, Map.of());
    }

    /** From a run's beginning to its success, in milliseconds: what this part of all does not exceed. */
    public OptionalLong latency(double part) {
        return latency.percentile(part);
    }

    /** Whether nothing but a replay can change it. */
    public boolean isSettled() {
        return runs.values().stream()
                .allMatch(counts -> counts.keySet().stream().allMatch(RunStatus::isFinal));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
