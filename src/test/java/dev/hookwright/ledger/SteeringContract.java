package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How events are found, replayed by filter and held up, whatever database the ledger stands on. */
abstract class SteeringContract extends LedgerTests {
    private static final UUID OLDEST = new UUID(0, 0);
    private int number;

    /** Accepted a second after the one before it. */
    private Run accept(String endpoint, @Nullable String type, String route, String body) {
        Instant at = NOW.plusSeconds(number++);
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | number);
        Event event = new Event(
                id,
                endpoint,
                "unsigned",
                type,
                "key-" + number,
                at,
                "127.0.0.1",
                Map.of(),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                null);
        return ledger.accept(event, List.of(route), true).join().runs().get(0);
    }

    private void end(Run run, boolean well) {
        Run started = run.started();
        ledger.update(well ? started.succeeded(NOW) : started.dead("why", NOW)).join();
    }

    private static EventFilter filter(@Nullable String status, @Nullable String route, @Nullable String text) {
        RunStatus word = status == null ? null : RunStatus.ofWord(status).orElseThrow();
        return new EventFilter(null, null, word, route, text, null, null);
    }

    private static EventFilter kind(@Nullable String endpoint, @Nullable String type) {
        return new EventFilter(endpoint, type, null, null, null, null, null);
    }

    private List<UUID> found(EventFilter filter) {
        List<UUID> found = new ArrayList<>();
        UUID next = null;
        do {
            EventPage page = ledger.events().list(filter, next, 2);
            page.events().forEach(each -> found.add(each.event().id()));
            next = page.next();
        } while (next != null);
        assertThat(counted(filter)).isEqualTo(found.size());
        return found;
    }

    private List<UUID> events(Run... runs) {
        return List.of(runs).stream().map(Run::eventId).toList();
    }

    @Test
    void events_are_found_by_what_they_are_newest_first_a_page_at_a_time() {
        Run paid = accept("shop", "invoice.paid", "billing", "{}");
        Run failed = accept("shop", "invoice.failed", "billing", "{}");
        Run push = accept("code", "push", "ci", "{}");
        Run plain = accept("code", null, "ci", "{}");
        Run odd = accept("other", "invoice_paid", "ci", "{}");
        assertThat(found(EventFilter.ALL)).isEqualTo(events(odd, plain, push, failed, paid));
        assertThat(found(kind("code", null))).isEqualTo(events(plain, push));
        assertThat(found(kind(null, "invoice.*"))).isEqualTo(events(failed, paid));
        assertThat(found(kind("shop", "*.paid"))).isEqualTo(events(paid));
        assertThat(found(kind(null, "push"))).isEqualTo(events(push));
        assertThat(found(kind("nowhere", null))).isEmpty();
        assertThat(found(new EventFilter(null, null, null, null, null, NOW.plusSeconds(1), NOW.plusSeconds(3))))
                .isEqualTo(events(push, failed));
    }

    @Test
    void events_are_found_by_what_their_last_run_of_a_route_came_to() {
        Run dead = accept("shop", "a", "billing", "{}");
        Run other = accept("shop", "a", "mail", "{}");
        Run well = accept("shop", "a", "billing", "{}");
        end(dead, false);
        end(other, false);
        end(well, true);
        assertThat(found(filter("dead", null, null))).isEqualTo(events(other, dead));
        assertThat(found(filter("dead", "billing", null))).isEqualTo(events(dead));
        assertThat(found(filter(null, "billing", null))).isEqualTo(events(well, dead));
        assertThat(found(new EventFilter("code", null, RunStatus.DEAD, null, null, null, null)))
                .isEmpty();
        ledger.replay(dead.eventId(), "billing").join();
        assertThat(found(filter("dead", null, null))).isEqualTo(events(other));
        assertThat(found(filter("ready", null, null))).isEqualTo(events(dead));
    }

    @Test
    void events_are_found_by_ids_keys_and_the_text_of_the_payload() {
        Run first = accept("shop", "a", "r", "{\"mail\": \"jenny@example.com\", \"about\": \"key-2\"}");
        Run second = accept("shop", "a", "r", "{\"100%\": \"käse\"}");
        end(second, false);
        assertThat(found(filter(null, null, "jenny@"))).isEqualTo(events(first));
        assertThat(found(filter(null, null, "käse"))).isEqualTo(events(second));
        assertThat(found(filter(null, null, "%"))).isEqualTo(events(second));
        assertThat(found(filter(null, null, "key-"))).isEqualTo(events(second, first));
        assertThat(ledger.events().list(filter(null, null, "key-2"), null, 10).events())
                .extracting(each -> each.event().id())
                .isEqualTo(events(second, first));
        assertThat(found(filter(null, null, Ids.text(Ids.EVENT, first.eventId()))))
                .isEqualTo(events(first));
        assertThat(found(filter(null, null, Ids.text(Ids.RUN, second.id())))).isEqualTo(events(second));
        assertThat(found(filter("dead", null, Ids.text(Ids.RUN, first.id())))).isEmpty();
    }

    private BulkReplay created() {
        BulkReplay replay = BulkReplay.begin(Map.of("status", "dead"), true, null, 20, 2, true, NOW);
        ledger.bulkReplays().create(replay);
        return replay;
    }

    @Test
    void a_portion_of_a_replay_is_begun_once_whoever_tries() {
        Run first = accept("shop", "a", "r", "{}");
        Run second = accept("shop", "a", "r", "{}");
        end(first, false);
        end(second, false);
        BulkReplay replay = created();
        EventPortion portion =
                ledger.events().portion(filter("dead", null, null), OLDEST, new UUID(Long.MAX_VALUE, 0), 1);
        assertThat(portion.events()).isEqualTo(events(first));
        assertThat(portion.last()).isFalse();
        ReplayPortion one = new ReplayPortion(
                List.of(new ReplayPortion.Fresh(first.eventId(), "r")), List.of(first), 1, 1, portion.reached(), false);
        assertThat(ledger.bulkReplays().begin(replay, one)).isTrue();
        assertThat(ledger.bulkReplays().begin(replay, one)).isFalse();
        BulkReplay now = ledger.bulkReplays().find(replay.id()).orElseThrow();
        assertThat(now.started()).isEqualTo(2);
        assertThat(now.skipped()).isEqualTo(1);
        assertThat(ledger.runs().ofEvent(first.eventId()))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.status()).isEqualTo(RunStatus.READY))
                .allSatisfy(run -> assertThat(run.replay()).isTrue());
        assertThat(ledger.bulkReplays().cancel(replay.id())).isTrue();
        ReplayPortion two = new ReplayPortion(List.of(), List.of(second), 1, 0, second.eventId(), true);
        assertThat(ledger.bulkReplays().begin(now, two)).isFalse();
        assertThat(ledger.runs().ofEvent(second.eventId()))
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.DEAD));
        assertThat(ledger.bulkReplays().cancel(replay.id())).isFalse();
    }

    @Test
    void the_ends_of_a_replay_s_runs_are_counted_once() {
        Run first = accept("shop", "a", "r", "{}");
        Run second = accept("shop", "a", "r", "{}");
        end(first, false);
        end(second, false);
        BulkReplay replay = created();
        assertThat(ledger.bulkReplays()
                        .begin(
                                replay,
                                new ReplayPortion(List.of(), List.of(first, second), 2, 0, second.eventId(), true)))
                .isTrue();
        Map<UUID, Run> taken = new java.util.HashMap<>();
        ledger.queue().takeReady(10).forEach(run -> taken.put(run.eventId(), run));
        assertThat(ledger.bulkReplays().unfinished()).hasSize(1);
        end(taken.get(first.eventId()), true);
        ledger.bulkReplays().countEnds(replay, null, 10);
        ledger.bulkReplays().countEnds(replay, null, 10);
        end(taken.get(second.eventId()), false);
        ledger.bulkReplays().countEnds(replay, null, 10);
        BulkReplay now = ledger.bulkReplays().find(replay.id()).orElseThrow();
        assertThat(now.status()).isEqualTo(BulkReplay.Status.DONE);
        assertThat(now.succeeded()).isEqualTo(1);
        assertThat(now.failed()).isEqualTo(1);
        assertThat(now.failures()).isEqualTo(Map.of(Ids.text(Ids.EVENT, second.eventId()), "why"));
        assertThat(ledger.bulkReplays().unfinished()).isEmpty();
        assertThat(ledger.bulkReplays().list(null, 10)).isEqualTo(List.of(now));
    }

    @Test
    void the_runs_of_a_paused_route_are_held_until_it_is_resumed_then_go_in_order() {
        Run first = accept("shop", "a", "paused", "{}");
        Run second = accept("shop", "a", "paused", "{}");
        Run third = accept("shop", "a", "paused", "{}");
        ledger.update(second.started().failedUntil(NOW, "why")).join();
        ledger.pausedRoutes().pause("paused");
        Run due = ledger.queue().takeDue(NOW, 10).get(0);
        for (Run run : List.of(third, due, first)) {
            ledger.pausedRoutes().hold(run).join();
        }
        assertThat(ledger.queue().takeReady(10)).isEmpty();
        assertThat(ledger.queue().takeDue(NOW.plusSeconds(60), 10)).isEmpty();
        assertThat(found(filter("ready", "paused", null))).hasSize(3);
        ledger.close();
        ledger = open();
        ledger.pausedRoutes().look();
        assertThat(ledger.pausedRoutes().names()).containsExactly("paused");
        assertThat(ledger.pausedRoutes().letGo(10)).isZero();
        ledger.pausedRoutes().resume("paused");
        assertThat(ledger.pausedRoutes().names()).isEmpty();
        assertThat(ledger.pausedRoutes().letGo(2)).isEqualTo(2);
        List<Run> ready = ledger.queue().takeReady(10);
        assertThat(ready).extracting(Run::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ledger.pausedRoutes().letGo(2)).isEqualTo(1);
        // Held anew, and older than what was let go last.
        ledger.pausedRoutes().pause("paused");
        ledger.pausedRoutes().hold(ready.get(0)).join();
        ledger.pausedRoutes().resume("paused");
        assertThat(ledger.pausedRoutes().letGo(2)).isEqualTo(1);
        // One that a node put aside before it knew.
        ledger.pausedRoutes().hold(begun("paused")).join();
        assertThat(ledger.queue().takeReady(10)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_run_that_is_cancelled_is_changed_by_nothing_but_a_replay() {
        Run running = begun("r").started();
        ledger.update(running).join();
        Run waiting = begun("r");
        ledger.update(waiting.started().failedUntil(NOW, "why")).join();
        assertThat(ledger.cancels().cancel(running)).isTrue();
        assertThat(ledger.cancels().cancel(waiting)).isTrue();
        assertThat(ledger.cancels().have(running)).isTrue();
        assertThat(ledger.update(running.succeeded(NOW)).join()).isZero();
        assertThat(ledger.cancels().cancel(running)).isFalse();
        assertThat(ledger.queue().takeDue(NOW, 10)).isEmpty();
        assertThat(ledger.runs().find(running.id()))
                .get()
                .extracting(Run::status)
                .isEqualTo(RunStatus.CANCELLED);
        assertThat(ledger.makeReadyAgain(running).join()).isEqualTo(1);
        Run again = ledger.queue().takeReady(10).get(0);
        assertThat(again.id()).isEqualTo(running.id());
        ledger.update(again.started()).join();
        assertThat(ledger.cancels().have(again)).as("once it is begun anew").isFalse();
    }

    @Test
    void a_due_run_that_was_to_be_held_just_as_its_route_was_resumed_can_go() {
        Run waiting = begun("r");
        ledger.update(waiting.started().failedUntil(NOW, "why")).join();
        Run due = ledger.queue().takeDue(NOW, 10).get(0);
        ledger.pausedRoutes().hold(due).join();
        assertThat(ledger.queue().takeReady(10)).extracting(Run::id).containsExactly(due.id());
    }

    @Test
    void what_waits_is_counted_by_how_it_waits_and_for_how_long_the_oldest_could_go() {
        assertThat(ledger.gauges().queue()).isEqualTo(new QueueDepth(0, 0, 0, 0, null, null));
        Run first = accept("shop", "a", "billing", "{}");
        Run late = accept("shop", "a", "mail", "{}");
        Run again = accept("shop", "a", "mail", "{}");
        end(again, false);
        Run replay = ledger.replay(again.eventId(), "mail").join();
        ledger.update(late.ownedBy(first.owner()).started().failedUntil(NOW.plusSeconds(600), "why"))
                .join();
        Run atWork = accept("shop", "a", "billing", "{}");
        ledger.update(atWork.started()).join();
        QueueDepth depth = ledger.gauges().queue();
        assertThat(depth).isEqualTo(new QueueDepth(2, 1, 1, 0, first.dueAt(), replay.dueAt()));
        ledger.pausedRoutes().pause("mail");
        Run taken = ledger.queue().takeReady(10).stream()
                .filter(Run::replay)
                .findFirst()
                .orElseThrow();
        ledger.pausedRoutes().hold(taken).join();
        assertThat(ledger.gauges().queue().held()).isEqualTo(1);
        assertThat(ledger.gauges().queue().oldestReplay()).isNull();
    }

    @Test
    void what_the_writer_does_is_told_to_whoever_measures_it() {
        List<Integer> batches = new CopyOnWriteArrayList<>();
        List<Long> times = new CopyOnWriteArrayList<>();
        ledger.gauges().onCommit((changes, nanos) -> {
            batches.add(changes);
            times.add(nanos);
        });
        for (int i = 0; i < 3; i++) {
            accept("shop", "a", "billing", "{}");
        }
        assertThat(batches.stream().mapToInt(size -> size).sum()).isEqualTo(3);
        assertThat(times).allSatisfy(nanos -> assertThat(nanos).isBetween(1L, 20_000_000_000L));
        WriterState state = ledger.gauges().writer();
        assertThat(state.broken()).isNull();
        assertThat(state.away()).isNull();
        assertThat(state.full()).isFalse();
        assertThat(ledger.gauges().readers().most()).isPositive();
        assertThat(ledger.gauges().readers().active()).isZero();
    }
}
