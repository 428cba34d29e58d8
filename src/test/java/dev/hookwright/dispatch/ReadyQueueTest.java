package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Run;
import dev.hookwright.retry.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
    private static final Duration UPTIME = Duration.ofSeconds(3);

    private final ReadyQueue queue =
            new ReadyQueue(6, 4, route -> new RoutePolicy(RetrySchedule.DEFAULT, route.equals("slow") ? 1 : 10));

    private static QueuedRun run(String route, boolean replay) {
        return new QueuedRun(Run.ready(Ids.next(0), Ids.next(0), route, replay, Instant.EPOCH), null);
    }

    private List<QueuedRun> takeAll() {
        List<QueuedRun> taken = new ArrayList<>();
        for (var next = queue.next(UPTIME); next.isPresent(); next = queue.next(UPTIME)) {
            taken.add(next.get());
        }
        return taken;
    }

    @Test
    void a_route_at_its_bound_does_not_hold_up_the_others() {
        QueuedRun slow = run("slow", false);
        QueuedRun slower = run("slow", false);
        QueuedRun quick = run("quick", false);
        List.of(slow, slower, quick).forEach(queue::offer);
        assertThat(takeAll()).containsExactly(slow, quick);
        queue.finished(slow);
        assertThat(takeAll()).containsExactly(slower);
    }

    @Test
    void replays_go_behind_live_runs_of_all_routes() {
        QueuedRun replay = run("a", true);
        QueuedRun live = run("b", false);
        queue.offer(replay);
        queue.offer(live);
        assertThat(takeAll()).containsExactly(live, replay);
    }

    @Test
    void no_more_are_at_work_than_allowed_in_all() {
        for (int i = 0; i < 6; i++) {
            queue.offer(run("a", false));
        }
        assertThat(takeAll()).hasSize(4);
        assertThat(queue.inFlight()).isEqualTo(4);
    }

    @Test
    void what_does_not_fit_is_left_and_a_held_run_is_not_queued_twice() {
        QueuedRun first = run("a", false);
        assertThat(queue.offer(first)).isTrue();
        assertThat(queue.offer(first)).isTrue();
        assertThat(queue.held()).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            assertThat(queue.offer(run("a", false))).isTrue();
        }
        assertThat(queue.offer(run("a", false))).isFalse();
        takeAll();
        queue.finished(first);
        assertThat(queue.offer(run("a", false)))
                .as("held until its end is on disk")
                .isFalse();
        queue.release(first.run().id());
        assertThat(queue.offer(run("a", false))).isTrue();
    }

    private static QueuedRun begun(int starts) {
        Run run = Run.ready(Ids.next(0), Ids.next(0), "a", false, Instant.EPOCH);
        for (int i = 0; i < starts; i++) {
            run = run.started();
        }
        return new QueuedRun(run, null);
    }

    @Test
    void those_that_may_have_taken_their_process_down_go_one_at_a_time_and_after_a_while() {
        QueuedRun once = begun(1);
        QueuedRun twice = begun(2);
        QueuedRun twiceToo = begun(2);
        QueuedRun often = begun(4);
        List.of(often, once, twice, twiceToo).forEach(queue::offer);
        assertThat(queue.next(Duration.ofSeconds(1))).hasValue(once);
        assertThat(queue.next(Duration.ofSeconds(1))).isEmpty();
        List<QueuedRun> one = takeAll();
        assertThat(one).hasSize(1).isSubsetOf(twice, twiceToo);
        queue.finished(one.get(0));
        assertThat(takeAll()).hasSize(1).isSubsetOf(twice, twiceToo).doesNotContainAnyElementsOf(one);
        queue.finished(twice);
        assertThat(takeAll()).isEmpty();
        assertThat(queue.next(Duration.ofSeconds(8))).hasValue(often);
    }

    @Test
    void each_route_keeps_a_few_places_when_the_others_hang() {
        for (int i = 0; i < 4; i++) {
            queue.offer(run("a", false));
        }
        assertThat(takeAll()).hasSize(4);
        QueuedRun other = run("b", false);
        queue.offer(other);
        assertThat(takeAll()).containsExactly(other);
    }

    @Test
    void what_is_handed_back_is_no_longer_held() {
        QueuedRun queued = run("a", true);
        queue.offer(queued);
        assertThat(queue.removeQueued()).containsExactly(queued);
        assertThat(queue.held()).isZero();
        assertThat(takeAll()).isEmpty();
    }

    @Test
    void a_run_whose_end_was_written_while_the_ledger_was_read_is_not_begun_as_it_was_read() {
        QueuedRun run = run("a", false);
        queue.offer(run);
        takeAll();
        queue.beginLook();
        queue.finished(run);
        queue.release(run.run().id());
        assertThat(queue.offer(run)).isFalse();
        queue.endLook();
        assertThat(takeAll()).isEmpty();
        assertThat(queue.offer(run)).isTrue();
        assertThat(takeAll()).containsExactly(run);
    }
}
