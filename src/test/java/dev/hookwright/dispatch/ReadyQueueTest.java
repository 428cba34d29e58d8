package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Run;
import dev.hookwright.retry.RetrySchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
    private final ReadyQueue queue =
            new ReadyQueue(6, 4, route -> new RoutePolicy(RetrySchedule.DEFAULT, route.equals("slow") ? 1 : 10));

    private static QueuedRun run(String route, boolean replay) {
        return new QueuedRun(Run.ready(Ids.next(0), Ids.next(0), route, replay, Instant.EPOCH), null);
    }

    private List<QueuedRun> takeAll() {
        List<QueuedRun> taken = new ArrayList<>();
        for (var next = queue.next(); next.isPresent(); next = queue.next()) {
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
}
