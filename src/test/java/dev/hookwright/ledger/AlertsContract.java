package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How alerts stand and what they count, whatever database it stands on. */
abstract class AlertsContract extends LedgerTests {
    private static final Alerts.Terms TERMS = new Alerts.Terms("a", "", "dead: any");

    @BeforeEach
    void begin() {
        assertThat(ledger.alerts().begin(List.of(TERMS)).join()).isEqualTo(1);
    }

    private AlertState state() {
        return ledger.alerts().states().get(0);
    }

    private Run dead(String route) {
        Run run = begun(route);
        assertThat(ledger.update(run.started().dead("why", NOW)).join()).isEqualTo(1);
        return run;
    }

    private static CountDeadRuns.Counted counted(DeadRun run) {
        return new CountDeadRuns.Counted(run.id(), List.of("a"), Map.of("route", run.route()));
    }

    @Test
    void a_run_that_dies_is_kept_to_be_counted_where_its_route_is_watched() {
        dead("r");
        ledger.alerts().watchRoutes("r"::equals);
        dead("other");
        Run run = dead("r");
        ledger.update(begun("r").started().succeeded(NOW)).join();
        assertThat(ledger.update(run.started().dead("late", NOW)).join()).isZero();
        ledger.close();
        ledger = open();
        assertThat(ledger.alerts().uncounted(10)).singleElement().satisfies(dead -> {
            assertThat(dead.id()).isEqualTo(run.id());
            assertThat(dead.eventId()).isEqualTo(run.eventId());
            assertThat(dead.endpoint()).isEqualTo("shop");
            assertThat(dead.error()).isEqualTo("why");
            assertThat(dead.step()).isNull();
            assertThat(dead.at()).isEqualTo(NOW);
        });
    }

    @Test
    void each_is_counted_once_by_whoever_comes_first() {
        ledger.alerts().watchRoutes(route -> true);
        for (int i = 0; i < 8; i++) {
            dead("r" + i);
        }
        List<CountDeadRuns.Counted> runs = ledger.alerts().uncounted(10).stream()
                .map(AlertsContract::counted)
                .toList();
        List<CompletableFuture<Integer>> firsts = Stream.of(runs.subList(0, 3), runs.subList(2, 8), runs, runs)
                .map(ledger.alerts()::count)
                .toList();
        assertThat(firsts.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(8);
        assertThat(state().counted()).isEqualTo(8);
        assertThat(state().examples())
                .hasSize(AlertState.EXAMPLES)
                .contains(runs.get(0).facts());
        assertThat(ledger.alerts().uncounted(10)).isEmpty();
    }

    @Test
    void an_alert_moves_from_what_was_read_only_and_says_something_only_if_it_does() {
        AlertState read = state();
        Event message = event(null, "{}".getBytes(StandardCharsets.UTF_8));
        Event late = event(null, new byte[0]);
        Instant since = NOW.minusSeconds(60);
        assertThat(ledger.alerts()
                        .move(read.said(since, NOW, 3), message, "tell")
                        .join())
                .isTrue();
        assertThat(ledger.alerts().move(read.said(since, NOW, 4), late, "tell").join())
                .isFalse();
        ledger.close();
        ledger = open();
        AlertState now = state();
        assertThat(now.firingSince()).isEqualTo(since);
        assertThat(now.sentAt()).isEqualTo(NOW);
        assertThat(now.told()).isEqualTo(3);
        assertThat(ledger.runs().ofEvent(message.id())).extracting(Run::route).containsExactly("tell");
        assertThat(ledger.queue().takeReady(10)).extracting(Run::eventId).containsExactly(message.id());
        assertThat(ledger.events().find(late.id())).isEmpty();
        assertThat(ledger.alerts().move(now.over(NOW), null, "tell").join()).isTrue();
        assertThat(state().isFiring()).isFalse();
    }

    @Test
    void other_terms_begin_anew_and_the_same_go_on() {
        ledger.alerts().move(state().said(NOW, NOW, 3), null, "tell").join();
        assertThat(ledger.alerts().begin(List.of(TERMS)).join()).isZero();
        assertThat(state().isFiring()).isTrue();
        ledger.alerts().begin(List.of(new Alerts.Terms("a", "", "dead: r"))).join();
        assertThat(state().isFiring()).isFalse();
        assertThat(state().sentAt()).isNull();
        assertThat(state().terms()).isEqualTo("dead: r");
    }

    @Test
    void overdue_runs_are_those_that_could_go_and_are_no_messages() {
        Run first = begun("r");
        begun("r");
        Event message = new Event(
                Ids.next(NOW.toEpochMilli()),
                AlertSigns.ALERT + "a",
                "alert",
                "firing",
                null,
                NOW.minusSeconds(60),
                null,
                Map.of(),
                Map.of(),
                new byte[0],
                null);
        ledger.accept(message, List.of("tell"), false).join();
        ledger.update(first.started().failedUntil(NOW.minusSeconds(10), "503")).join();
        AlertSigns signs = ledger.alerts().signs();
        assertThat(signs.overdue(NOW, 10)).extracting(AlertSigns.Overdue::id).containsExactly(first.id());
        assertThat(signs.overdue(NOW.plusMillis(1), 10)).hasSize(2);
        assertThat(signs.overdue(NOW.plusMillis(1), 1)).hasSize(1);
        assertThat(signs.countOverdue(NOW.plusMillis(1), 10)).isEqualTo(2);
        assertThat(signs.countOverdue(NOW.plusMillis(1), 1)).isEqualTo(1);
    }

    @Test
    void refused_requests_are_counted_by_time_endpoint_and_reason() {
        for (int i = 0; i < 3; i++) {
            ledger.reject(rejection(new byte[0])).join();
        }
        AlertSigns signs = ledger.alerts().signs();
        var all = new AlertSigns.Refused(NOW, List.of(), List.of());
        assertThat(signs.count(all, 10)).isEqualTo(3);
        assertThat(signs.count(all, 2)).isEqualTo(2);
        assertThat(signs.count(new AlertSigns.Refused(NOW.plusMillis(1), List.of(), List.of()), 10))
                .isZero();
        assertThat(signs.count(new AlertSigns.Refused(NOW, List.of("x", "shop"), List.of("not-verified")), 10))
                .isEqualTo(3);
        assertThat(signs.count(new AlertSigns.Refused(NOW, List.of("x"), List.of()), 10))
                .isZero();
        assertThat(signs.list(all, true, 2))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.code()).isEqualTo("not-verified"));
    }
}
