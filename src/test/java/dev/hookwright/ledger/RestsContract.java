package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Targets that want to be left alone, and what is to be done once one need not be, whatever the database. */
abstract class RestsContract extends LedgerTests {
    private static final TargetRest DAY =
            new TargetRest("crm at a_b", NOW.plus(Duration.ofDays(1)), "HTTP 429 from a_b");
    private static final int ALL = 100;

    final SettableClock clock = new SettableClock();

    private void note(TargetRest rest) {
        ledger.targets().note(rest).join();
    }

    /** Of a run that is taken once its time has come. */
    private Run waits(String error) {
        Run run = begun("r").started().postponedUntil(DAY.until().plusSeconds(60), error);
        ledger.update(run).join();
        return run;
    }

    private List<String> due() {
        return ledger.queue().takeDue(clock.instant(), ALL).stream()
                .map(run -> String.valueOf(run.error()))
                .toList();
    }

    @Test
    void a_rest_is_known_until_it_is_over_and_never_gets_shorter() {
        TargetRest minute = new TargetRest("crm", NOW.plusSeconds(60), "429");
        note(minute);
        note(new TargetRest("crm", NOW.plusSeconds(30), "503"));
        ledger.targets().look();
        assertThat(ledger.targets().present()).containsExactly(minute);
        assertThat(ledger.targets().of("crm")).isEqualTo(minute);

        clock.advance(Duration.ofSeconds(60));

        assertThat(ledger.targets().present()).isEmpty();
        assertThat(ledger.targets().of("crm")).isNull();
    }

    @Test
    void what_is_noted_while_somebody_looks_is_not_forgotten() {
        for (int i = 0; i < 50; i++) {
            TargetRest rest = new TargetRest("crm " + i, DAY.until(), "429");
            var written = ledger.targets().note(rest);
            ledger.targets().look();
            assertThat(ledger.targets().of(rest.target())).isEqualTo(rest);
            written.join();
            ledger.targets().look();
            assertThat(ledger.targets().of(rest.target())).isEqualTo(rest);
        }
    }

    @Test
    void a_rest_that_is_lifted_is_none_until_the_target_asks_again() {
        note(DAY);
        assertThat(ledger.targets().lift("crm")).isFalse();
        assertThat(ledger.targets().lift(DAY.target())).isTrue();

        assertThat(ledger.targets().of(DAY.target())).isNull();
        assertThat(ledger.targets().present()).isEmpty();
        assertThat(ledger.targets().lift(DAY.target())).isFalse();

        TargetRest shorter = new TargetRest(DAY.target(), NOW.plusSeconds(60), "429");
        note(shorter);
        ledger.targets().look();
        assertThat(ledger.targets().of(DAY.target())).isEqualTo(shorter);
        assertThat(ledger.targets().present()).containsExactly(shorter);
    }

    @Test
    void runs_that_have_not_gone_before_it_asks_again_go_once_that_is_over() {
        for (int i = 0; i < 3; i++) {
            waits(DAY.refusal());
        }
        note(DAY);
        ledger.targets().lift(DAY.target());
        assertThat(ledger.targets().lifted().letGo(DAY.target(), 1)).isEqualTo(1);
        note(new TargetRest(DAY.target(), NOW.plusSeconds(60), "HTTP 503 from a_b"));
        assertThat(ledger.targets().lifted().letGo(ALL)).isZero();

        clock.advance(Duration.ofSeconds(60));

        assertThat(ledger.targets().lifted().letGo(ALL)).isEqualTo(2);
    }

    @Test
    void the_runs_that_wait_because_of_it_are_let_go_in_portions_and_no_others() {
        String earlier = new TargetRest(DAY.target(), NOW, "HTTP 503 from a_b").refusal();
        List<String> because = List.of(DAY.refusal(), DAY.reason(), earlier);
        because.forEach(this::waits);
        waits(new TargetRest("crm at axb", DAY.until(), DAY.reason()).refusal());
        waits("HTTP 503 from a_b");
        note(DAY);
        ledger.targets().lift(DAY.target());
        LiftedRests lifted = ledger.targets().lifted();
        assertThat(lifted.letGo("crm", ALL)).isZero();

        assertThat(lifted.letGo(DAY.target(), 2)).isEqualTo(2);
        assertThat(ledger.queue().newlyDue().take()).isEqualTo(NOW);
        assertThat(lifted.letGo(2)).isEqualTo(1);

        assertThat(due()).containsExactlyInAnyOrderElementsOf(because);
    }

    @Test
    void replays_and_runs_in_order_go_as_well_in_their_lanes() {
        Event event = event(null, new byte[0]);
        Run ordered = ledger.accept(new NewEvent(event, List.of("r"), Map.of("r", "k")), true)
                .join()
                .runs()
                .get(0);
        Run taken = ledger.queue().takeOrdered(NOW, ALL, run -> false).get(0);
        ledger.update(taken.started().postponedUntil(DAY.until(), DAY.refusal()))
                .join();
        Run replay = ledger.replay(waits("other").eventId(), "r").join();
        Run again = ledger.queue().takeReady(ALL).stream()
                .filter(run -> run.id().equals(replay.id()))
                .findFirst()
                .orElseThrow();
        ledger.update(again.started().postponedUntil(DAY.until(), DAY.refusal()))
                .join();
        note(DAY);
        ledger.targets().lift(DAY.target());

        assertThat(ledger.targets().lifted().letGo(ALL)).isEqualTo(2);

        assertThat(ledger.queue().takeDue(NOW, ALL)).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo(replay.id());
            assertThat(run.replay()).isTrue();
        });
        assertThat(ledger.queue().takeOrdered(NOW, ALL, run -> false))
                .extracting(Run::id)
                .containsExactly(ordered.id());
    }

    @Test
    void another_process_goes_on_with_them_until_every_node_must_have_noticed() {
        note(DAY);
        ledger.targets().lift(DAY.target());
        clock.advance(Duration.ofSeconds(8));
        ledger.close();
        ledger = open();
        ledger.targets().look();
        // By a node that had not noticed.
        waits(DAY.refusal());
        assertThat(ledger.targets().lifted().letGo(ALL)).isEqualTo(1);
        assertThat(due()).hasSize(1);

        clock.advance(Duration.ofSeconds(3));
        waits(DAY.refusal());
        assertThat(ledger.targets().lifted().letGo(ALL)).isEqualTo(1);
        ledger.targets().look();
        assertThat(ledger.targets().lifted().isLettingGo()).isFalse();
    }

    @Test
    void a_round_that_began_too_early_does_not_end_it() {
        note(DAY);
        ledger.targets().lift(DAY.target());
        for (int i = 0; i < 3; i++) {
            waits(DAY.refusal());
        }
        assertThat(ledger.targets().lifted().letGo(2)).isEqualTo(2);
        clock.advance(Duration.ofMinutes(1));

        assertThat(ledger.targets().lifted().letGo(2)).isEqualTo(1);
        ledger.targets().look();
        waits(DAY.refusal());
        assertThat(ledger.targets().lifted().letGo(2)).isEqualTo(1);

        ledger.targets().look();
        assertThat(ledger.targets().lifted().isLettingGo()).isFalse();
    }
}
