package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.ProblemReader.FailedRun;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.ledger.StatsReader;
import dev.hookwright.ledger.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that count: over time, and what failed alike. Blocking: not for an event loop. */
public final class StatsApi implements ApiPart {
    private static final int MOST_FAILED_RUNS = 1_000;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration FRESH = Duration.ofMillis(500);
    /** Counting the queue takes up no more than a small part of the time. */
    private static final int SHARE_OF_COUNTING = 20;

    private final Ledger ledger;
    private final Tallies tallies;
    private @Nullable ObjectNode queue;
    private long countAgainAt;

    public StatsApi(Ledger ledger, Tallies tallies) {
        this.ledger = ledger;
        this.tallies = tallies;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/stats", Role.VIEWER, "What came in over time and what became of it.")
                        .query(Stream.concat(FilterWords.NAMES.stream(), Stream.of("bucket"))
                                .toList())
                        .gives("Stats", this::stats),
                Operation.get("/problems", Role.VIEWER, "Runs that failed alike, taken together.")
                        .query("since")
                        .gives("ProblemList", this::problems));
    }

    private JsonNode stats(ApiCall call) {
        Instant now = ledger.now();
        EventFilter given = EventQuery.filter(call.query(), now);
        Instant until = given.until() == null ? now.plusMillis(1) : given.until();
        Instant since = given.since() == null ? until.minus(RecentActivity.RECENT) : given.since();
        StatsWindow window = StatsWindow.of(since, until, call.query("bucket"));
        List<@Nullable Tally> buckets = tallies.of(window.spans(given.anytime()), PATIENCE);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("since", window.since().toString())
                .put("until", window.until().toString())
                .put("bucketSeconds", window.bucket().toSeconds())
                .put("complete", !buckets.contains(null));
        ArrayNode items = answer.putArray("buckets");
        Tally totals = new Tally();
        for (int i = 0; i < buckets.size(); i++) {
            Tally tally = buckets.get(i);
            ObjectNode item = items.addObject()
                    .put(
                            "at",
                            window.since().plus(window.bucket().multipliedBy(i)).toString());
            put(item, tally);
            putLatency(item, tally == null ? new Tally() : tally);
            if (tally != null) {
                totals.add(tally);
            }
        }
        put(answer.putObject("totals"), totals);
        answer.set("queue", queue());
        putLatency(answer.putObject("latency"), totals);
        return answer;
    }

    private static void putLatency(ObjectNode json, Tally tally) {
        for (int percent : new int[] {50, 95, 99}) {
            OptionalLong millis = tally.latency(percent / 100.0);
            String name = "p" + percent + "Ms";
            millis.ifPresentOrElse(value -> json.put(name, value), () -> json.putNull(name));
        }
    }

    /** @param tally null while it is not counted */
    private static void put(ObjectNode json, @Nullable Tally tally) {
        if (tally == null) {
            json.putNull("accepted").putNull("rejected");
        } else {
            json.put("accepted", tally.accepted()).put("rejected", tally.rejected());
        }
        for (RunStatus status : RunStatus.values()) {
            if (tally == null) {
                json.putNull(status.word());
            } else {
                json.put(status.word(), tally.runs(status));
            }
        }
    }

    /** As of a moment ago: to count what is dead takes a while where that is much. */
    private synchronized ObjectNode queue() {
        ObjectNode known = queue;
        long began = System.nanoTime();
        if (known == null || began - countAgainAt > 0) {
            known = countQueue();
            queue = known;
            long now = System.nanoTime();
            countAgainAt = now + Math.max(FRESH.toNanos(), (now - began) * SHARE_OF_COUNTING);
        }
        return known.deepCopy();
    }

    private ObjectNode countQueue() {
        StatsReader stats = ledger.stats();
        Map<String, Map<RunStatus, Long>> open = stats.openRuns();
        ObjectNode counted = JsonNodeFactory.instance.objectNode();
        for (RunStatus status : List.of(RunStatus.READY, RunStatus.RUNNING, RunStatus.WAITING)) {
            counted.put(
                    status.word(),
                    open.values().stream()
                            .mapToLong(counts -> counts.getOrDefault(status, 0L))
                            .sum());
        }
        return counted.put(RunStatus.DEAD.word(), stats.dead())
                .put("oldestReadyAt", stats.oldestReady().map(Instant::toString).orElse(null));
    }

    private JsonNode problems(ApiCall call) {
        Instant now = ledger.now();
        Instant since = EventQuery.filter(call.query(), now).since();
        Instant from = since == null ? now.minus(RecentActivity.RECENT) : since;
        List<FailedRun> failed = new ArrayList<>();
        List<FailedRun> dead = ledger.problems().newest(RunStatus.DEAD, from, MOST_FAILED_RUNS);
        List<FailedRun> waiting = ledger.problems().newest(RunStatus.WAITING, from, MOST_FAILED_RUNS);
        failed.addAll(dead);
        failed.addAll(waiting);
        boolean complete = dead.size() < MOST_FAILED_RUNS && waiting.size() < MOST_FAILED_RUNS;
        return PageRequest.whole(new ProblemGroups(failed).json(), group -> group)
                .put("since", from.toString())
                .put("complete", complete);
    }
}
