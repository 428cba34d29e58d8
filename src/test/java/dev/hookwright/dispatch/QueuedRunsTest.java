package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.retry.RetrySchedule;
import dev.hookwright.testing.Events;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does about runs that stand in a node's memory, behind others of their route. */
class QueuedRunsTest {
    private static final RoutePolicy ONE_AT_A_TIME = new RoutePolicy(RetrySchedule.DEFAULT, 1);

    private final InstantSource clock = InstantSource.system();
    private final Ledger ledger = LedgerStore.openInMemory(clock);
    private final Map<UUID, CompletableFuture<RunEnd>> driven = new ConcurrentHashMap<>();
    private final Dispatcher dispatcher = new Dispatcher(
            ledger,
            drive -> driven.computeIfAbsent(drive.run().id(), run -> new CompletableFuture<>()),
            route -> ONE_AT_A_TIME,
            Duration.ofMinutes(5),
            RunWatch.NONE,
            clock);

    @BeforeEach
    void start() {
        dispatcher.start();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        ledger.close();
    }

    private Run accept() {
        Event event = Events.plain("shop", clock.instant());
        Accepted accepted =
                ledger.accept(event, List.of("main"), dispatcher.hasRoom()).join();
        dispatcher.accepted(event, accepted.runs());
        return accepted.runs().get(0);
    }

    private void end(Run run) {
        await().until(() -> driven.containsKey(run.id()));
        driven.get(run.id()).complete(new RunEnd.Succeeded(null));
    }

    private RunStatus status(Run run) {
        return ledger.runs().find(run.eventId(), run.id()).orElseThrow().status();
    }

    @Test
    void one_that_is_cancelled_is_never_begun() {
        Run first = accept();
        Run second = accept();
        Run third = accept();
        await().until(() -> driven.containsKey(first.id()));
        assertThat(ledger.cancels().cancel(second)).isTrue();
        end(first);
        end(third);
        await().until(() -> status(third) == RunStatus.SUCCEEDED);
        assertThat(status(second)).isEqualTo(RunStatus.CANCELLED);
        assertThat(driven).doesNotContainKey(second.id());
    }

    @Test
    void those_of_a_route_that_is_paused_go_back_to_the_ledger_and_on_when_it_is_resumed() {
        Run first = accept();
        Run second = accept();
        await().until(() -> driven.containsKey(first.id()));
        ledger.pausedRoutes().pause("main");
        end(first);
        await().until(() -> status(first) == RunStatus.SUCCEEDED);
        await().until(() -> dispatcher.inFlight() == 0);
        assertThat(driven).doesNotContainKey(second.id());
        ledger.pausedRoutes().resume("main");
        end(second);
        await().until(() -> status(second) == RunStatus.SUCCEEDED);
    }
}
