package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.ProblemReader.FailedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is counted, and which runs are a problem. */
abstract class CountsContract extends LedgerTests {
    private static final Instant LATER = NOW.plusSeconds(60);
    private int number;

    private Event event(String endpoint, Instant at, @Nullable String key) {
        number++;
        return new Event(
                new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | number),
                endpoint,
                "unsigned",
                number % 2 == 0 ? "a" : null,
                key,
                at,
                null,
                Map.of(),
                Map.of(),
                new byte[0],
                null);
    }

    private Run accept(String endpoint, Instant at, String route) {
        return ledger.accept(event(endpoint, at, null), List.of(route), true)
                .join()
                .runs()
                .get(0);
    }

    private Run dead(String endpoint, Instant at, String route, String why) {
        Run run = accept(endpoint, at, route);
        ledger.update(run.waitingUntil(at).started().dead(why, at)).join();
        return run;
    }

    private void tried(Run run, String step, int attempt, Instant at, Attempt.Outcome outcome) {
        ledger.record(run, new Attempt(run.id(), step, attempt, step, "http", at, 1, outcome, null, null, null, null))
                .join();
    }

    private void refuse(String endpoint, Instant at) {
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | ++number);
        ledger.reject(new Rejection(
                        id,
                        endpoint,
                        at,
                        401,
                        "c",
                        "why",
                        "POST",
                        null,
                        Map.of(),
                        Map.of(),
                        null,
                        new byte[0],
                        0,
                        null))
                .join();
    }

    @Test
    void a_span_of_time_is_counted_by_endpoint_with_what_was_refused_and_seen_before() {
        Run done = accept("shop", NOW, "r");
        ledger.update(done.started().succeeded(NOW.plusMillis(250))).join();
        accept("shop", NOW.plusSeconds(1), "r");
        accept("code", NOW.plusSeconds(2), "other");
        accept("code", LATER, "other");
        Event known = event("shop", NOW.plusSeconds(3), "k");
        ledger.accept(known, List.of(), true).join();
        ledger.accept(event("shop", NOW.plusSeconds(4), "k"), List.of(), true).join();
        ledger.accept(event("shop", NOW.plusSeconds(5), "k"), List.of(), true).join();
        refuse("shop", NOW);
        refuse("gone", NOW.plusSeconds(1));
        refuse("shop", LATER);
        Tally all = ledger.stats().tally(EventFilter.ALL, NOW, LATER);
        assertThat(all.accepted()).isEqualTo(4);
        assertThat(List.of(all.accepted("shop"), all.accepted("code"), all.accepted("gone")))
                .containsExactly(3L, 1L, 0L);
        assertThat(all.runs("r")).isEqualTo(Map.of(RunStatus.SUCCEEDED, 1L, RunStatus.READY, 1L));
        assertThat(all.latency(0.5).orElseThrow()).isBetween(200L, 300L);
        assertThat(all.rejected()).isEqualTo(2);
        assertThat(all.rejected("shop")).isEqualTo(1);
        Tally shop = ledger.stats().tally(new EventFilter("shop", null, null, null, null, null, null), NOW, LATER);
        assertThat(shop.accepted()).isEqualTo(3);
        assertThat(shop.rejected()).isEqualTo(1);
        assertThat(shop.runs("other")).isEmpty();
        Tally typed = ledger.stats().tally(new EventFilter("shop", "a", null, null, null, null, null), NOW, LATER);
        assertThat(typed.rejected()).as("has no type").isZero();
        assertThat(ledger.stats()
                        .tally(EventFilter.ALL, LATER, LATER.plusSeconds(1))
                        .accepted())
                .isEqualTo(1);
        Instant day = LATER.plus(Duration.ofDays(1));
        assertThat(ledger.stats()
                        .tally(EventFilter.ALL, day, day.plusSeconds(1))
                        .accepted())
                .isZero();
        // Duplicates count when they come, which is now.
        Tally now = ledger.stats().tally(EventFilter.ALL, NOW.minusSeconds(1), day);
        assertThat(List.of(now.duplicates("shop"), now.duplicates("code"))).containsExactly(2L, 0L);
    }

    @Test
    void how_things_stand_is_told_by_route_and_endpoint() {
        Run ready = accept("shop", NOW, "r");
        ledger.update(ready.handedBack()).join();
        Run running = accept("shop", NOW, "r");
        ledger.update(running.started()).join();
        ledger.update(accept("shop", NOW, "r").started().failedUntil(LATER, "why"))
                .join();
        Run dead = dead("code", LATER, "s", "why");
        ledger.update(accept("shop", NOW, "r").started().succeeded(NOW)).join();
        assertThat(ledger.stats().openRuns())
                .isEqualTo(Map.of(
                        "r",
                        Map.of(RunStatus.READY, 1L, RunStatus.RUNNING, 1L, RunStatus.WAITING, 1L),
                        "s",
                        Map.of(RunStatus.READY, 0L, RunStatus.RUNNING, 0L, RunStatus.WAITING, 0L)));
        assertThat(ledger.stats().dead()).isEqualTo(1);
        assertThat(ledger.stats().oldestReady()).contains(NOW);
        tried(running, "a[0]", 1, NOW, Attempt.Outcome.FAILED);
        tried(running, "a[1]", 1, NOW, Attempt.Outcome.SUCCEEDED);
        StepCounts counts = ledger.stats().steps("r", NOW.minusSeconds(1));
        assertThat(counts.runs()).isEqualTo(4);
        assertThat(counts.bySteps().keySet()).containsExactly("a");
        assertThat(counts.bySteps().get("a").done()).isEqualTo(1);
        assertThat(counts.bySteps().get("a").failed()).isEqualTo(1);
        assertThat(ledger.stats().steps("r", LATER).runs()).isZero();
        assertThat(ledger.makeReadyAgain(dead).join()).isEqualTo(1);
        assertThat(ledger.stats().dead()).isZero();
        assertLastReceived();
    }

    @Test
    void a_run_is_dead_until_its_event_is_replayed_through_its_route() {
        Run replayed = dead("shop", NOW, "r", "why");
        dead("shop", NOW, "r", "why");
        dead("shop", NOW, "other", "why");
        ledger.replay(replayed.eventId(), "r").join();
        assertDead(2);
        Run again = ledger.queue().takeReady(10).get(0);
        assertThat(again.eventId()).isEqualTo(replayed.eventId());
        ledger.update(again.started().dead("once more", NOW)).join();
        assertDead(3);
        ledger.replay(replayed.eventId(), "r").join();
        ledger.update(ledger.queue().takeReady(10).get(0).started().succeeded(NOW))
                .join();
        assertDead(2);
        assertThat(ledger.stats().tally(EventFilter.ALL, NOW, LATER).runs("r"))
                .isEqualTo(Map.of(RunStatus.DEAD, 1L, RunStatus.SUCCEEDED, 1L));
    }

    private void assertDead(int count) {
        EventFilter dead = new EventFilter(null, null, RunStatus.DEAD, null, null, null, null);
        assertThat(ledger.stats().dead()).isEqualTo(count);
        assertThat(ledger.stats().tally(EventFilter.ALL, NOW, LATER).runs(RunStatus.DEAD))
                .isEqualTo(count);
        assertThat(ledger.stats().tally(dead, NOW, LATER).runs(RunStatus.DEAD)).isEqualTo(count);
        assertThat(problems(RunStatus.DEAD, NOW, 10)).hasSize(count);
        assertThat(all(dead)).hasSize(count);
    }

    @Test
    void a_replay_that_was_begun_before_all_were_counted_tells_in_the_end_how_many_events_it_took() {
        BulkReplay replay = BulkReplay.begin(Map.of(), false, null, 20, 1, false, NOW);
        ledger.bulkReplays().create(replay);
        BulkReplay now = takenOne(replay, false);
        assertThat(List.of(now.matched(), now.started())).containsExactly(1L, 2L);
        now = takenOne(now, false);
        assertThat(now.matched()).isEqualTo(2);
        assertThat(now.matchedAll()).isFalse();
        now = takenOne(now, true);
        assertThat(now.matched()).isEqualTo(3);
        assertThat(now.matchedAll()).isTrue();
    }

    /** An event that goes through two routes. */
    private BulkReplay takenOne(BulkReplay replay, boolean last) {
        UUID event = accept("shop", NOW, "r").eventId();
        List<ReplayPortion.Fresh> fresh =
                List.of(new ReplayPortion.Fresh(event, "r"), new ReplayPortion.Fresh(event, "s"));
        assertThat(ledger.bulkReplays().begin(replay, new ReplayPortion(fresh, List.of(), 1, 0, event, last)))
                .isTrue();
        return ledger.bulkReplays().find(replay.id()).orElseThrow();
    }

    private void assertLastReceived() {
        LastReceived last = ledger.lastReceived();
        assertThat(last.of("shop")).as("searched for").contains(NOW);
        last.look();
        assertThat(last.of("code")).contains(LATER);
        assertThat(last.of("shop")).contains(NOW);
        assertThat(last.of("nothing")).isEmpty();
        accept("nothing", LATER.plusSeconds(1), "r");
        accept("shop", LATER.plusSeconds(2), "r");
        last.look();
        assertThat(last.of("nothing")).contains(LATER.plusSeconds(1));
        assertThat(last.of("shop")).contains(LATER.plusSeconds(2));
        assertThat(last.of("code")).contains(LATER);
    }

    private List<FailedRun> problems(RunStatus status, Instant since, int limit) {
        return ledger.problems().newest(status, since, limit);
    }

    @Test
    void problems_are_the_last_runs_that_failed_with_the_step_that_did() {
        Run early = dead("shop", NOW.minusSeconds(60), "r", "early");
        Run replayed = dead("shop", NOW, "r", "replayed");
        ledger.replay(replayed.eventId(), "r").join();
        Run other = accept("shop", NOW, "other");
        ledger.update(other.started().failedUntil(LATER, "tried")).join();
        Run waits = accept("shop", NOW, "r");
        // Put off, not failed.
        ledger.update(waits.waitingUntil(LATER)).join();
        Run run = accept("shop", NOW, "r");
        tried(run, "a", 1, NOW, Attempt.Outcome.RETRY);
        tried(run, "a", 2, NOW.plusSeconds(1), Attempt.Outcome.SUCCEEDED);
        tried(run, "b", 1, NOW.plusSeconds(2), Attempt.Outcome.FAILED);
        tried(run, "c", 1, NOW.plusSeconds(3), Attempt.Outcome.SUCCEEDED);
        ledger.update(run.started().dead("HTTP 422", NOW.plusSeconds(4))).join();
        assertThat(problems(RunStatus.DEAD, NOW.minusSeconds(100), 10))
                .extracting(FailedRun::error)
                .containsExactlyInAnyOrder("HTTP 422", "early");
        assertThat(problems(RunStatus.DEAD, NOW.minusSeconds(10), 10))
                .hasSize(1)
                .first()
                .satisfies(failed -> assertThat(failed.id()).isEqualTo(run.id()))
                .satisfies(failed -> assertThat(failed.eventId()).isEqualTo(run.eventId()))
                .satisfies(failed -> assertThat(failed.step()).isEqualTo("b"))
                .satisfies(failed -> assertThat(failed.at()).isEqualTo(NOW.plusSeconds(4)));
        assertThat(problems(RunStatus.DEAD, NOW.minusSeconds(100), 1)).hasSize(1);
        assertThat(problems(RunStatus.WAITING, NOW.minusSeconds(10), 10))
                .extracting(FailedRun::route)
                .containsExactly("other");
        // Ready by then, and no problem while nobody knows.
        assertThat(ledger.makeReadyAgain(early).join()).isEqualTo(1);
        assertThat(problems(RunStatus.DEAD, NOW.minusSeconds(100), 10)).hasSize(1);
    }
}
