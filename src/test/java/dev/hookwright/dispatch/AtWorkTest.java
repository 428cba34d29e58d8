package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.testing.Events;
import dev.hookwright.testing.SettableClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AtWorkTest {
    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = LedgerStore.openInMemory(clock);
    private final AtWork atWork = new AtWork(ledger);

    @AfterEach
    void close() {
        ledger.close();
    }

    private Run begun() {
        Event event = Events.plain("shop", clock.instant());
        Run run = ledger.accept(event, List.of("main"), true).join().runs().get(0);
        atWork.began(run.started());
        return run;
    }

    private RunStatus statusOf(Run run) {
        return ledger.runs().ofEvent(run.eventId()).get(0).status();
    }

    /** Otherwise it would go on beside those of its order that it is to wait for. */
    @Test
    void a_run_that_was_cancelled_and_made_ready_again_is_not_taken_for_begun() {
        Run cancelled = begun();
        assertThat(ledger.cancels().cancel(cancelled)).isTrue();
        assertThat(ledger.makeReadyAgain(cancelled).join()).isEqualTo(1);
        Run other = begun();
        await().until(() -> {
            atWork.writeLateStarts();
            return statusOf(other) == RunStatus.RUNNING;
        });
        // What was handed to the writer before is written.
        begun();
        assertThat(statusOf(cancelled)).isEqualTo(RunStatus.READY);
    }
}
