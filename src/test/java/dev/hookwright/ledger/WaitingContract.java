package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hookwright.ledger.LaterRuns.Outcome;
import dev.hookwright.ledger.LaterRuns.Start;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs that wait for others of their order, or for a time, whatever database the ledger stands on. */
abstract class WaitingContract extends LedgerTests {
    private Run accept(String key) {
        Event event = event(null, new byte[0]);
        return ledger.accept(new NewEvent(event, List.of("r"), Map.of("r", key)), true)
                .join()
                .runs()
                .get(0);
    }

    private List<UUID> take(Instant now) {
        return ledger.queue().takeOrdered(now, 10, run -> false).stream()
                .map(Run::id)
                .toList();
    }

    private Run stored(Run run) {
        return ledger.runs().find(run.eventId(), run.id()).orElseThrow();
    }

    /** As this node has it in its hands, once it was taken. */
    private Run mine(Run run) {
        return stored(run).ownedBy(begun("other").owner());
    }

    @Test
    void the_first_of_each_key_is_handed_out_until_it_has_ended() {
        Run first = accept("a");
        Run second = accept("a");
        Run third = accept("a");
        Run other = accept("b");
        assertThat(ledger.queue().takeReady(10)).isEmpty();
        assertThat(take(NOW)).containsExactlyInAnyOrder(first.id(), other.id());
        Run begun = mine(first);
        ledger.update(begun.started().failedUntil(NOW.plusSeconds(60), "why")).join();
        assertThat(take(NOW)).doesNotContain(first.id(), second.id());
        assertThat(ledger.queue().takeDue(NOW.plusSeconds(60), 10)).isEmpty();
        assertThat(take(NOW.plusSeconds(60))).contains(first.id()).doesNotContain(second.id());
        var unused = ledger.update(mine(first).dead("why", NOW));
        assertThat(ledger.queue().takeFollower(first, NOW, each -> false).join())
                .hasValueSatisfying(run -> assertThat(run.id()).isEqualTo(second.id()))
                .hasValueSatisfying(run -> assertThat(ledger.owns(run)).isTrue());
        ledger.close();
        ledger = open();
        ledger.queue().takeUp();
        assertThat(take(NOW)).contains(second.id()).doesNotContain(third.id());
        ledger.update(mine(second).succeeded(NOW)).join();
        assertThat(take(NOW)).contains(third.id());
    }

    @Test
    void one_that_was_ended_by_another_hand_holds_nobody_up() {
        Run first = accept("a");
        Run second = accept("a");
        take(NOW);
        // Nothing is said of an order.
        ledger.update(mine(first).orderedBy(null).dead("by hand", NOW)).join();
        assertThat(take(NOW)).containsExactly(second.id());
    }

    @Test
    void one_that_is_cancelled_is_stepped_over_when_nobody_has_it_in_hands() {
        Run first = accept("a");
        Run second = accept("a");
        take(NOW);
        Run inHand = mine(first);
        ledger.cancels().cancel(first);
        assertThat(ledger.queue().takeOrdered(NOW, 10, first.id()::equals)).isEmpty();
        assertThat(ledger.queue().takeFollower(inHand, NOW, first.id()::equals).join())
                .hasValueSatisfying(run -> assertThat(run.id()).isEqualTo(second.id()));
        Run third = accept("a");
        ledger.cancels().cancel(second);
        ledger.close();
        ledger = open();
        ledger.queue().takeUp();
        assertThat(take(NOW)).as("once its process is gone").containsExactly(third.id());
        assertThat(stored(second).status()).isEqualTo(RunStatus.CANCELLED);
        ledger.update(mine(third).started().failedUntil(NOW, "why")).join();
        Run fourth = accept("a");
        ledger.cancels().cancel(third);
        assertThat(take(NOW)).as("as it was not at work").containsExactly(fourth.id());
    }

    @Test
    void one_that_is_cancelled_and_goes_on_before_anyone_has_followed_keeps_its_place() {
        Run first = accept("a");
        Run second = accept("a");
        take(NOW);
        ledger.cancels().cancel(first);
        ledger.makeReadyAgain(first).join();
        assertThat(take(NOW)).doesNotContain(second.id());
        ledger.update(mine(first).succeeded(NOW)).join();
        assertThat(take(NOW)).containsExactly(second.id());
    }

    @Test
    void a_replay_goes_behind_and_once_begun_is_not_overtaken() {
        Run first = accept("a");
        take(NOW);
        ledger.update(mine(first).dead("why", NOW)).join();
        Run second = accept("a");
        assertThat(ledger.makeReadyAgain(first).join()).isEqualTo(1);
        assertThat(take(NOW)).containsExactly(second.id());
        ledger.update(mine(second).succeeded(NOW)).join();
        assertThat(take(NOW)).containsExactly(first.id());
        Run third = accept("a");
        assertThat(third.owner()).isNull();
        assertThat(take(NOW)).doesNotContain(third.id());
        UUID again = ledger.replay(second.eventId(), "r").join().id();
        ledger.update(mine(first).succeeded(NOW)).join();
        assertThat(take(NOW)).containsExactly(third.id());
        ledger.update(mine(third).succeeded(NOW)).join();
        assertThat(take(NOW)).containsExactly(again);
    }

    private Start start(Run by, String word, Instant due, String key, byte[] body) {
        return new Start(Ids.derived(by.id(), word), by, "tips", due, key, body);
    }

    @Test
    void a_run_is_started_once_for_a_step_and_once_for_a_key_with_its_body_whole() {
        Run by = begun("r");
        byte[] body = new byte[2 * (1 << 20) + 5];
        new Random(1).nextBytes(body);
        Start start = start(by, "step", NOW.plus(Duration.ofDays(90)), "key", body);
        assertThat(ledger.later().start(start).join()).isEqualTo(Outcome.STARTED);
        assertThat(ledger.later().start(start).join()).isEqualTo(Outcome.STARTED);
        assertThat(ledger.later().start(start(by, "other", NOW, "key", body)).join())
                .isEqualTo(Outcome.KNOWN);
        assertThat(ledger.later()
                        .start(start(by.ownedBy("another"), "x", NOW, null, body))
                        .join())
                .isEqualTo(Outcome.NOT_OURS);
        assertThat(ledger.queue().newlyDue().take()).isEqualTo(NOW);
        assertThat(ledger.runs().ofEvent(by.eventId())).hasSize(2);
        ledger.close();
        ledger = open();
        assertThat(ledger.queue().takeDue(NOW.plus(Duration.ofDays(90)).minusMillis(1), 10))
                .isEmpty();
        Run due = ledger.queue().takeDue(NOW.plus(Duration.ofDays(90)), 10).get(0);
        assertThat(due.id()).isEqualTo(start.id());
        assertThat(ledger.later().body(due))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(body));
        assertThat(ledger.later().startedBy(by.eventId())).containsExactly(Map.entry(due.id(), by.id()));
        Run replay = ledger.replay(by.eventId(), "tips").join();
        assertThat(ledger.later().body(replay))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(body));
    }

    @Test
    void a_bulk_replay_begins_with_the_order_and_the_body_of_the_runs_that_it_repeats() {
        Run first = accept("a");
        take(NOW);
        byte[] body = "for later".getBytes(StandardCharsets.UTF_8);
        Start start = start(mine(first), "step", NOW, null, body);
        ledger.later().start(start).join();
        ledger.queue().takeReady(10);
        ledger.update(mine(first).dead("why", NOW)).join();
        Run second = accept("a");
        BulkReplay replay = BulkReplay.begin(Map.of(), false, null, 20, 1, true, NOW);
        ledger.bulkReplays().create(replay);
        List<ReplayPortion.Fresh> fresh = List.of(
                new ReplayPortion.Fresh(first.eventId(), "r"), new ReplayPortion.Fresh(first.eventId(), "tips"));
        ReplayPortion portion = new ReplayPortion(fresh, List.of(), 1, 0, first.eventId(), true);
        assertThat(ledger.bulkReplays().begin(replay, portion)).isTrue();
        Run tips = ledger.queue().takeReady(10).stream()
                .filter(Run::replay)
                .findFirst()
                .orElseThrow();
        assertThat(tips.route()).isEqualTo("tips");
        assertThat(tips.id()).isNotEqualTo(start.id());
        assertThat(ledger.later().body(tips))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(body));
        assertThat(ledger.later().startedBy(first.eventId())).containsEntry(tips.id(), first.id());
        assertThat(take(NOW)).as("the live one goes first").containsExactly(second.id());
        ledger.update(mine(second).succeeded(NOW)).join();
        Run again = ledger.queue().takeOrdered(NOW, 10, run -> false).get(0);
        assertThat(again.eventId()).isEqualTo(first.eventId());
        assertThat(again.orderKey()).isEqualTo("a");
    }

    @Test
    void what_waits_under_a_key_is_cancelled_and_may_be_started_anew() {
        Run by = begun("r");
        String key = "k".repeat(2_000);
        Start start = start(by, "step", NOW.plusSeconds(60), key, null);
        ledger.later().start(start).join();
        assertThat(ledger.later().cancel("other").join()).isZero();
        assertThat(ledger.later().cancel(key).join()).isEqualTo(1);
        assertThat(ledger.later().cancel(key).join()).isZero();
        assertThat(ledger.runs().find(by.eventId(), start.id()).orElseThrow().status())
                .isEqualTo(RunStatus.CANCELLED);
        assertThat(ledger.queue().takeDue(NOW.plusSeconds(60), 10)).isEmpty();
        Start anew = start(by, "again", NOW, key, null);
        assertThat(ledger.later().start(anew).join()).isEqualTo(Outcome.STARTED);
        assertThat(ledger.queue().takeReady(10)).extracting(Run::id).contains(anew.id());
    }

    @Test
    void a_time_starts_a_route_once() {
        Firings firings = ledger.firings();
        assertThat(firings.last("digest", "daily", NOW).join()).isEqualTo(NOW);
        Instant at = NOW.plusSeconds(60);
        assertThat(firings.fire("digest", at.minusMillis(1), at, event(null, new byte[0]))
                        .join())
                .isTrue();
        assertThat(firings.fire("digest", at.minusMillis(1), at, event(null, new byte[0]))
                        .join())
                .isFalse();
        assertThat(firings.last("digest", "daily", NOW).join()).isEqualTo(at);
        assertThat(firings.last("digest", "hourly", NOW).join()).isEqualTo(NOW);
        assertThat(ledger.queue().takeReady(10)).extracting(Run::route).containsExactly("digest");
    }

    @Test
    void a_clock_that_was_put_back_does_not_hold_off_the_times_to_come() {
        Firings firings = ledger.firings();
        firings.last("digest", "daily", NOW).join();
        Instant ahead = NOW.plus(Duration.ofDays(3));
        assertThat(fires(firings, ahead)).isTrue();
        assertThat(fires(firings, ahead.minus(Duration.ofMinutes(59))))
                .as("a node whose clock is behind")
                .isFalse();
        Instant back = NOW.plus(Duration.ofMinutes(1));
        assertThat(fires(firings, back)).isTrue();
        assertThat(fires(firings, back)).as("once").isFalse();
        assertThat(firings.last("digest", "daily", NOW).join()).isEqualTo(back);
    }

    private static boolean fires(Firings firings, Instant at) {
        return firings.fire("digest", at.minusMillis(1), at, event(null, new byte[0]))
                .join();
    }

    @Test
    void an_idempotent_consumer_may_take_a_whole_body_for_its_key() {
        String key = "ä".repeat(3_000);
        UUID event = begun("r").eventId();
        assertThat(ledger.claims().claim(key, event, "r").join()).isTrue();
        assertThat(ledger.claims().claim(key, UUID.randomUUID(), "r").join()).isFalse();
        assertThat(ledger.claims().isHeldByAnother(key, event, "r")).isFalse();
        assertThat(ledger.claims().release(key, event, "r").join()).isEqualTo(1);
    }

    @Test
    void those_that_failed_in_one_way_are_let_go_in_portions() {
        for (int i = 0; i < 5; i++) {
            ledger.update(begun("r").started().failedUntil(NOW.plusSeconds(600), i < 3 ? "gone" : "other"))
                    .join();
        }
        ledger.update(begun("s").started().failedUntil(NOW.plusSeconds(600), "gone"))
                .join();

        assertThat(ledger.waiting().goAtOnce("r", "gone", 2)).isEqualTo(2);
        assertThat(ledger.waiting().goAtOnce("r", "gone", 2)).isEqualTo(1);
        assertThat(ledger.waiting().goAtOnce("r", "gone", 2)).isZero();

        assertThat(ledger.queue().newlyDue().take()).isEqualTo(NOW);
        assertThat(ledger.queue().takeDue(NOW, 10))
                .extracting(Run::route, Run::error)
                .containsOnly(tuple("r", "gone"))
                .hasSize(3);
    }
}
