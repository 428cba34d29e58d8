package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.Run;
import dev.hookwright.testing.Events;
import dev.hookwright.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefillTest {
    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = LedgerStore.openInMemory(clock);
    private final Refill refill = new Refill(ledger.queue(), clock, run -> false);
    private final List<UUID> found = new ArrayList<>();

    @AfterEach
    void close() {
        ledger.close();
    }

    private Run accept() {
        Event event = Events.plain("shop", clock.instant());
        return ledger.accept(event, List.of("main"), false).join().runs().get(0);
    }

    private void look() {
        refill.run(10, run -> found.add(run.id()));
    }

    @Test
    void what_could_not_be_fetched_is_fetched_the_next_time() {
        look();
        Run ready = accept();
        Run due = accept();
        ledger.update(due.started().failedUntil(clock.instant().plusSeconds(60), "why"))
                .join();
        refill.lookAgain();
        refill.noteDue(clock.instant().plusSeconds(60));
        clock.advance(Duration.ofSeconds(60));
        // As where all connections that read are busy for long.
        assertThatThrownBy(() -> refill.run(10, run -> {
                    throw new IllegalStateException("says the test");
                }))
                .isInstanceOf(IllegalStateException.class);
        look();
        assertThat(found).containsExactlyInAnyOrder(ready.id(), due.id());
    }
}
