package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a ledger does, whatever database it stands on. */
abstract class LedgerContract extends LedgerTests {
    @Test
    void an_event_comes_back_as_it_was_stored() {
        byte[] body = new byte[3 * (1 << 20) + 17];
        new Random(1).nextBytes(body);
        Event stored = event("k", body);
        Accepted accepted = ledger.accept(stored, List.of("r1", "r2"), false).join();
        ledger.close();
        ledger = open();
        Event found = ledger.events().find(accepted.eventId()).orElseThrow();
        assertThat(found.body()).isEqualTo(body);
        assertThat(found).usingRecursiveComparison().ignoringFields("body").isEqualTo(stored);
        assertThat(ledger.queue().takeReady(10)).extracting(Run::route).containsExactly("r1", "r2");
    }

    @Test
    void of_many_events_with_one_key_at_once_one_is_first() {
        List<CompletableFuture<Accepted>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(ledger.accept(event("same", new byte[0]), List.of("r"), false));
        }
        List<Accepted> all = answers.stream().map(CompletableFuture::join).toList();
        assertThat(all.stream().filter(answer -> !answer.duplicate())).hasSize(1);
        assertThat(all.stream().map(Accepted::eventId).distinct()).hasSize(1);
        assertThat(ledger.queue().takeReady(10)).hasSize(1);
    }

    @Test
    void a_run_that_has_ended_is_changed_by_nothing_but_a_replay() {
        Run run = begun("r");
        assertThat(ledger.update(run.started().succeeded(NOW)).join()).isEqualTo(1);
        assertThat(ledger.update(run.started().dead("late", NOW)).join()).isZero();
        assertThat(ledger.runs().find(run.eventId(), run.id()).orElseThrow().status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ledger.makeReadyAgain(run).join()).isEqualTo(1);
        assertThat(ledger.makeReadyAgain(run).join()).isZero();
    }

    @Test
    void updates_of_a_run_that_meet_in_one_batch_leave_the_last() {
        List<Run> runs = new ArrayList<>();
        List<CompletableFuture<Integer>> updates = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            runs.add(begun("r"));
        }
        for (Run run : runs) {
            updates.add(ledger.update(run.started()));
            updates.add(ledger.update(
                    run.started().failedUntil(NOW, "why").started().succeeded(NOW)));
            updates.add(ledger.update(run.started()));
        }
        for (int i = 0; i < updates.size(); i++) {
            assertThat(updates.get(i).join()).isEqualTo(i % 3 == 2 ? 0 : 1);
        }
        assertThat(runs)
                .allSatisfy(run -> assertThat(
                                ledger.runs().find(run.eventId(), run.id()).orElseThrow())
                        .satisfies(now -> assertThat(now.status()).isEqualTo(RunStatus.SUCCEEDED))
                        .satisfies(now -> assertThat(now.attempt()).isEqualTo(2)));
    }

    @Test
    void what_cannot_be_stored_as_text_is_replaced_and_what_is_too_long_is_cut() {
        Event odd = new Event(
                Ids.next(NOW.toEpochMilli()),
                "shop",
                "unsigned",
                "t".repeat(1_000),
                "k\0\uD800",
                NOW,
                "127.0.0.1",
                Map.of("h", "\uDC00"),
                Map.of(),
                new byte[0],
                null);
        ledger.accept(odd, List.of(), false).join();
        Event found = ledger.events().find(odd.id()).orElseThrow();
        assertThat(found.type()).hasSize(400);
        assertThat(found.dedupKey()).isEqualTo("k\uFFFD\uFFFD");
        assertThat(ledger.accept(event("k\0\uD800", new byte[0]), List.of(), false)
                        .join()
                        .duplicate())
                .isTrue();
    }

    @Test
    void the_queue_hands_out_what_is_due_and_what_a_dead_process_had() {
        Run waiting = begun("w").started().failedUntil(NOW.plusSeconds(60), "why");
        ledger.update(waiting).join();
        Run running = begun("x").started();
        ledger.update(running).join();
        assertThat(ledger.queue().takeDue(NOW.plusSeconds(59), 10)).isEmpty();
        ledger.close();
        ledger = open();
        ledger.queue().takeUp();
        assertThat(ledger.queue().takeReady(10))
                .singleElement()
                .satisfies(run -> assertThat(run.id()).isEqualTo(running.id()));
        assertThat(ledger.queue().takeDue(NOW.plusSeconds(60), 10))
                .singleElement()
                .satisfies(run -> assertThat(run.id()).isEqualTo(waiting.id()))
                .satisfies(run -> assertThat(ledger.owns(run)).isTrue());
    }

    @Test
    void live_runs_come_before_replays() {
        Event event = event(null, new byte[0]);
        UUID first =
                ledger.accept(event, List.of("r"), false).join().runs().get(0).id();
        UUID replay = ledger.replay(event.id(), "r").join().id();
        UUID second = ledger.accept(event(null, new byte[0]), List.of("r"), false)
                .join()
                .runs()
                .get(0)
                .id();
        assertThat(ledger.queue().takeReady(10))
                .extracting(Run::id)
                .startsWith(first)
                .endsWith(replay)
                .contains(second);
    }

    @Test
    void a_change_that_the_store_refuses_fails_alone() {
        Run ghost = Run.ready(Ids.next(0), Ids.next(0), "r".repeat(300), false, NOW);
        List<CompletableFuture<Accepted>> good = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            good.add(ledger.accept(event(null, new byte[0]), List.of("r"), false));
        }
        CompletableFuture<Run> bad = ledger.replay(ghost.eventId(), ghost.route());
        for (int i = 0; i < 50; i++) {
            good.add(ledger.accept(event(null, new byte[0]), List.of("r"), false));
        }
        CompletableFuture<Integer> worse = ledger.update(ghost.started().waitingUntil(Instant.MAX));
        assertThatThrownBy(bad::join).hasCauseInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(worse::join).hasCauseInstanceOf(LedgerUnavailable.class);
        good.forEach(CompletableFuture::join);
        assertThat(ledger.queue().takeReady(1_000)).hasSize(100);
        assertThat(ledger.isHealthy()).isTrue();
    }

    @Test
    void a_claim_is_held_by_one_passage_and_known_to_it_again() {
        UUID event = Ids.next(0);
        UUID other = Ids.next(0);
        Claims claims = ledger.claims();
        assertThat(claims.claim("key", event, "r").join()).isTrue();
        assertThat(claims.claim("key", event, "r").join()).isTrue();
        assertThat(claims.claim("key", other, "r").join()).isFalse();
        assertThat(claims.claim("key", event, "r2").join()).isFalse();
        assertThat(claims.isHeldByAnother("key", other, "r")).isTrue();
        assertThat(claims.isHeldByAnother("key", event, "r")).isFalse();
        assertThat(claims.release("key", other, "r").join()).isZero();
        assertThat(claims.release("key", event, "r").join()).isEqualTo(1);
        assertThat(claims.claim("key", other, "r").join()).isTrue();
    }

    @Test
    void what_is_written_after_the_close_is_refused() {
        ledger.close();
        assertThatThrownBy(() -> ledger.accept(event(null, new byte[0]), List.of(), false)
                        .join())
                .hasCauseInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void ids_sort_by_time_and_survive_their_text() {
        UUID before = Ids.next(1_000);
        for (int i = 0; i < 10_000; i++) {
            UUID next = Ids.next(1_000 + i / 100);
            assertThat(Ids.text(Ids.EVENT, next)).isGreaterThan(Ids.text(Ids.EVENT, before));
            assertThat(Ids.parse(Ids.EVENT, Ids.text(Ids.EVENT, next))).hasValue(next);
            before = next;
        }
        assertThat(before.version()).isEqualTo(7);
        assertThat(Ids.parse(Ids.EVENT, "evt_zzzzzzzzzzzzzzzzzzzzzzzzzz")).isEmpty();
        assertThat(Ids.parse(Ids.EVENT, "run_00000000000000000000000000")).isEmpty();
    }

    @Test
    void deliveries_that_were_there_before_are_listed_and_beyond_a_hundred_counted() {
        Event first = event("k", new byte[0]);
        ledger.accept(first, List.of(), false).join();
        for (int i = 0; i < 103; i++) {
            ledger.accept(event("k", new byte[0]), List.of(), false).join();
        }
        assertThat(ledger.duplicates().count(first.id())).isEqualTo(103);
        List<Duplicate> listed = ledger.duplicates().of(first.id());
        assertThat(listed).hasSize(100);
        assertThat(listed.get(99).deliveries()).isEqualTo(4);
        assertThat(listed.get(0).dedupKey()).isEqualTo("k");
        assertThat(ledger.duplicates().list(null, 3))
                .extracting(Duplicate::id)
                .containsExactly(
                        listed.get(99).id(), listed.get(98).id(), listed.get(97).id());
        assertThat(ledger.duplicates().list(listed.get(97).id(), 1))
                .extracting(Duplicate::id)
                .containsExactly(listed.get(96).id());
    }

    @Test
    void a_rejection_is_kept_whole_and_let_in_once() {
        Rejection refused = rejection(new byte[] {1, 2, 3});
        ledger.reject(refused).join();
        Rejection found = ledger.rejections().find(refused.id()).orElseThrow();
        assertThat(found.body()).isEqualTo(refused.body());
        assertThat(found.rawQuery()).isEqualTo("a=b");
        assertThat(found.isWhole()).isTrue();
        assertThat(found.eventId()).isNull();

        List<NewEvent> events = List.of(
                new NewEvent(event("x", refused.body()), List.of("a")),
                new NewEvent(event("y", refused.body()), List.of("a")));
        assertThat(ledger.acceptRejected(refused.id(), events, true).join().orElseThrow())
                .hasSize(2)
                .allSatisfy(accepted -> assertThat(accepted.runs()).hasSize(1));
        List<NewEvent> again = List.of(new NewEvent(event("z", refused.body()), List.of("a")));
        assertThat(ledger.acceptRejected(refused.id(), again, true).join()).isEmpty();
        assertThat(ledger.rejections().list(new RejectionReader.Filter("shop", null, null, null, null), null, 10))
                .singleElement()
                .extracting(Rejection::eventId)
                .isEqualTo(events.get(0).event().id());
        assertThat(ledger.rejections()
                        .list(new RejectionReader.Filter("shop", null, null, null, null), refused.id(), 10))
                .isEmpty();
        assertThat(ledger.rejections().list(new RejectionReader.Filter("other", null, null, null, null), null, 10))
                .isEmpty();
        assertThat(ledger.events().list(EventFilter.ALL, null, 10).events()).hasSize(2);
    }

    /** As a route's time limit does with the thread that has taken too long. */
    @Test
    void a_thread_that_is_interrupted_while_it_reads_takes_nothing_from_others() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(ledger.accept(event("key " + i, new byte[20_000]), List.of("a"), true)
                    .join()
                    .eventId());
        }
        ledger.close();
        ledger = open();

        for (UUID id : ids) {
            Thread.currentThread().interrupt();
            try {
                ledger.events().find(id);
            } catch (LedgerUnavailable e) {
                assertThat(e).hasMessageNotContaining("closed");
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }

        assertThat(ids).allMatch(id -> ledger.events().find(id).isPresent());
        assertThat(ledger.accept(event("another", new byte[1]), List.of("a"), true)
                        .join()
                        .duplicate())
                .isFalse();
    }

    @Test
    void what_a_thread_that_is_interrupted_has_done_is_written_down() {
        Run run = begun("a");
        Thread.currentThread().interrupt();
        var written = ledger.update(run.started().succeeded(NOW));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(written.join()).isEqualTo(1);
    }
}
