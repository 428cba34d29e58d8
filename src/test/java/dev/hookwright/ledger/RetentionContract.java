package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.StorageSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is deleted and what is kept. */
abstract class RetentionContract extends LedgerTests {
    Instant now = NOW;
    final InstantSource clock = () -> now;

    private static StorageSettings keep(
            @Nullable Duration events, @Nullable Duration payloads, @Nullable Duration claims, @Nullable Long most) {
        return new StorageSettings(
                0,
                null,
                Optional.ofNullable(events),
                Optional.ofNullable(payloads),
                Optional.ofNullable(events),
                Optional.ofNullable(claims),
                most,
                most,
                null);
    }

    private Event eventAt(Instant at, String key, String... routes) {
        Event event = new Event(
                new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | key.hashCode() & 0xFFFF_FFFFL),
                "shop",
                "unsigned",
                null,
                key,
                at,
                null,
                Map.of(),
                Map.of(),
                new byte[2 << 20],
                null);
        List<Run> runs = ledger.accept(event, List.of(routes), true).join().runs();
        for (Run run : runs) {
            Attempt attempt = new Attempt(
                    run.id(),
                    "a",
                    1,
                    "a",
                    "http",
                    at,
                    1,
                    Attempt.Outcome.SUCCEEDED,
                    200,
                    null,
                    null,
                    new byte[1],
                    "{}");
            ledger.record(run, attempt).join();
            if (run.route().startsWith("done")) {
                ledger.update(run.succeeded(at)).join();
            }
        }
        return event;
    }

    @Test
    void what_is_too_old_is_deleted_unless_a_run_of_it_is_open() {
        Instant old = NOW.minus(Duration.ofDays(10));
        Event done = eventAt(old, "done", "done1", "done2");
        Event open = eventAt(old, "open", "done", "open");
        Event young = eventAt(NOW, "young", "done");
        UUID run = ledger.runs().ofEvent(done.id()).get(0).id();
        Retention retention = ledger.retention(keep(Duration.ofDays(5), null, Duration.ofDays(20), null));
        assertThat(retention.deleteOld()).isEqualTo(1);
        assertThat(retention.deleteOld()).isZero();
        assertThat(ledger.events().find(done.id())).isEmpty();
        assertThat(ledger.runs().find(done.id(), run)).isEmpty();
        assertThat(ledger.runs().attempts(run)).isEmpty();
        assertThat(ledger.events().find(open.id())).isPresent();
        assertThat(ledger.events().find(young.id())).isPresent();
        // The delivery is still known when it comes again.
        Accepted again =
                ledger.accept(event("done", new byte[0]), List.of(), false).join();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.eventId()).isEqualTo(done.id());
    }

    @Test
    void claims_are_forgotten_when_they_are_too_old() {
        eventAt(NOW.minus(Duration.ofDays(10)), "k");
        Retention retention = ledger.retention(keep(null, null, Duration.ofDays(5), null));
        assertThat(retention.deleteOld()).isEqualTo(1);
        assertThat(ledger.accept(event("k", new byte[0]), List.of(), false)
                        .join()
                        .duplicate())
                .isFalse();
    }

    @Test
    void of_rejections_the_newest_are_kept_that_have_room() {
        List<UUID> rejections = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Rejection rejection = rejection(new byte[1_000]);
            rejections.add(rejection.id());
            ledger.reject(rejection).join();
        }
        StorageSettings keep = new StorageSettings(
                0, null, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), null, null, 3_500L);
        assertThat(ledger.retention(keep).deleteSurplus()).isEqualTo(7);
        assertThat(ledger.rejections().list(new RejectionReader.Filter(null, null, null, null, null), null, 100))
                .extracting(Rejection::id)
                .containsExactlyInAnyOrderElementsOf(rejections.subList(7, 10));
    }

    @Test
    void duplicates_go_with_their_event() {
        Event old = eventAt(NOW.minus(Duration.ofDays(10)), "k", "done");
        ledger.accept(event("k", new byte[0]), List.of(), false).join();
        assertThat(ledger.duplicates().count(old.id())).isEqualTo(1);
        ledger.retention(keep(Duration.ofDays(5), null, null, null)).deleteOld();
        assertThat(ledger.duplicates().list(null, 10)).isEmpty();
    }

    private BulkReplay replayAt(Instant at) {
        BulkReplay made = BulkReplay.begin(Map.of(), false, null, 20, 1, true, at);
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, made.id().getLeastSignificantBits());
        BulkReplay replay = new BulkReplay(
                id,
                made.status(),
                made.filter(),
                false,
                null,
                20,
                1,
                true,
                made.reached(),
                0,
                0,
                0,
                0,
                Map.of(),
                at,
                null);
        ledger.bulkReplays().create(replay);
        return replay;
    }

    @Test
    void replays_go_when_they_are_old_and_nothing_of_them_is_left_to_do() {
        Instant old = NOW.minus(Duration.ofDays(10));
        BulkReplay done = replayAt(old);
        BulkReplay running = replayAt(old.plusMillis(1));
        BulkReplay uncounted = replayAt(old.plusMillis(2));
        BulkReplay young = replayAt(NOW);
        Run dead = begun("r");
        ledger.update(dead.started().dead("why", NOW)).join();
        ReplayPortion all = new ReplayPortion(List.of(), List.of(dead), 1, 0, dead.eventId(), true);
        assertThat(ledger.bulkReplays().begin(uncounted, all)).isTrue();
        assertThat(ledger.bulkReplays().cancel(done.id())).isTrue();
        assertThat(ledger.bulkReplays().cancel(young.id())).isTrue();
        Retention retention = ledger.retention(keep(Duration.ofDays(5), null, null, null));
        assertThat(retention.deleteOld()).isEqualTo(1);
        assertThat(ledger.bulkReplays().list(null, 10))
                .extracting(BulkReplay::id)
                .containsExactly(young.id(), uncounted.id(), running.id());
    }

    @Test
    void what_an_event_was_edited_to_is_forgotten_with_either_of_the_two() {
        Event source = eventAt(NOW.minus(Duration.ofDays(10)), "k", "done");
        List<Event> edited = new ArrayList<>();
        for (Instant at : List.of(NOW.minus(Duration.ofDays(7)), NOW)) {
            Event made = event(null, new byte[0]);
            UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, made.id().getLeastSignificantBits());
            edited.add(new Event(
                    id, "shop", "unsigned", null, null, at, null, Map.of(), Map.of(), new byte[0], source.id()));
        }
        edited.forEach(each -> ledger.accept(each, List.of(), false).join());
        assertThat(ledger.events().editedFrom(source.id()))
                .containsExactly(edited.get(0).id(), edited.get(1).id());
        // The source has a run that is open.
        UUID open = ledger.replay(source.id(), "done").join().id();
        ledger.retention(keep(Duration.ofDays(5), null, null, null)).deleteOld();
        assertThat(ledger.events().editedFrom(source.id()))
                .containsExactly(edited.get(1).id());
        ledger.cancels().cancel(ledger.runs().find(source.id(), open).orElseThrow());
        ledger.retention(keep(Duration.ofDays(5), null, null, null)).deleteOld();
        assertThat(ledger.events().find(source.id())).isEmpty();
        assertThat(ledger.events().editedFrom(source.id())).isEmpty();
    }

    @Test
    void claims_are_known_for_two_days_at_least_so_that_a_nonce_outlives_its_signature() {
        eventAt(NOW.minus(Duration.ofHours(47)), "k");
        eventAt(NOW.minus(Duration.ofHours(49)), "older");
        Retention retention = ledger.retention(keep(null, null, Duration.ofHours(1), null));
        retention.deleteOld();
        assertThat(ledger.accept(event("k", new byte[0]), List.of(), false)
                        .join()
                        .duplicate())
                .isTrue();
        assertThat(ledger.accept(event("older", new byte[0]), List.of(), false)
                        .join()
                        .duplicate())
                .isFalse();
    }

    @Test
    void a_payload_may_go_before_its_event() {
        Event old = eventAt(NOW.minus(Duration.ofDays(10)), "k", "done");
        Retention retention = ledger.retention(keep(null, Duration.ofDays(5), null, null));
        assertThat(retention.deleteOld()).isEqualTo(1);
        assertThat(retention.deleteOld()).isZero();
        Event found = ledger.events().find(old.id()).orElseThrow();
        assertThat(found.body()).isEmpty();
        assertThat(found.payloadDeletedAt()).isEqualTo(NOW);
    }

    @Test
    void of_each_endpoint_the_newest_are_kept() {
        List<UUID> events = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Event event = event("k" + i, new byte[10]);
            events.add(event.id());
            ledger.accept(event, List.of(), false).join();
        }
        Retention retention = ledger.retention(keep(null, null, null, 20L));
        int deleted = Retention.PORTION;
        while (Retention.isWorthAnother(deleted)) {
            deleted = retention.deleteSurplus();
        }
        assertThat(all(EventFilter.ALL))
                .extracting(summary -> summary.event().id())
                .containsExactlyInAnyOrderElementsOf(events.subList(230, 250));
    }

    @Test
    void a_route_s_text_is_kept_while_a_run_may_have_gone_through_it() {
        RouteVersions versions = ledger.routeVersions();
        var first = new RouteVersions.Present("done", "00000000000a", "one");
        var second = new RouteVersions.Present("done", "ffffffffffff", "two");
        assertThat(versions.note(List.of(first)).join()).isEqualTo(1);
        assertThat(versions.note(List.of(first, second)).join()).isEqualTo(1);
        assertThat(versions.of("done"))
                .extracting(RouteVersion::version)
                .containsExactlyInAnyOrder("00000000000a", "ffffffffffff");
        assertThat(versions.find("done", RouteVersion.number("ffffffffffff"))
                        .orElseThrow()
                        .yaml())
                .isEqualTo("two");
        Event before = eventAt(NOW.minus(Duration.ofDays(10)), "k", "done");
        now = NOW.plus(Duration.ofDays(3));
        versions.note(List.of(second)).join();
        assertThat(versions.deleteUnused()).as("an event of that time is there").isZero();
        ledger.retention(keep(Duration.ofDays(5), null, null, null)).deleteOld();
        assertThat(ledger.events().find(before.id())).isEmpty();
        assertThat(versions.deleteUnused()).isEqualTo(1);
        assertThat(versions.of("done")).singleElement().satisfies(left -> {
            assertThat(left.version()).isEqualTo("ffffffffffff");
            assertThat(left.firstSeen()).isEqualTo(NOW);
            assertThat(left.lastSeen()).isEqualTo(now);
        });
    }

    @Test
    void what_steps_were_sent_goes_with_the_payload() {
        Event old = eventAt(NOW.minus(Duration.ofDays(10)), "k", "done");
        Run run = ledger.runs().ofEvent(old.id()).get(0);
        assertThat(ledger.runs().attempts(run.id()))
                .extracting(Attempt::request)
                .containsExactly("{}");
        ledger.retention(keep(null, Duration.ofDays(5), null, null)).deleteOld();
        assertThat(ledger.runs().attempts(run.id()))
                .extracting(Attempt::request)
                .containsExactly((String) null);
    }
}
