package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.testing.Events;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilterCountsTest {
    private static final Map<String, String> SHOP = Map.of("endpoint", "shop");
    private static final EventFilter SHOP_FILTER = FilterWords.read(SHOP, Instant.EPOCH);

    private final Ledger ledger = LedgerStore.openInMemory(InstantSource.system());

    @AfterEach
    void close() {
        ledger.close();
    }

    private void accept(int events) {
        Instant now = Instant.now();
        for (int i = 0; i < events; i++) {
            Event event = Events.plain(i % 2 == 0 ? "shop" : "code", now);
            ledger.accept(event, List.of(), false).join();
        }
    }

    @Test
    void what_is_soon_counted_is_told_at_once() {
        accept(10);
        try (FilterCounts counts = new FilterCounts(ledger, Duration.ofMinutes(1), FilterCounts.oneThread())) {
            assertThat(counts.of(SHOP, SHOP_FILTER)).isEqualTo(new FilterCounts.Count(5, true));
            assertThat(counts.of(Map.of(), EventFilter.ALL)).isEqualTo(new FilterCounts.Count(10, true));
        }
    }

    @Test
    void who_does_not_wait_is_told_so_and_hears_the_rest_by_asking_again() {
        accept(600);
        ThreadPoolExecutor busy = FilterCounts.oneThread();
        CompletableFuture<Void> free = new CompletableFuture<>();
        busy.execute(free::join);
        try (FilterCounts counts = new FilterCounts(ledger, Duration.ZERO, busy)) {
            FilterCounts.Count first = counts.of(SHOP, SHOP_FILTER);
            assertThat(first).isEqualTo(new FilterCounts.Count(0, false));
            free.complete(null);
            await().untilAsserted(() ->
                    assertThat(counts.of(SHOP, SHOP_FILTER)).isEqualTo(new FilterCounts.Count(300, true)));
        }
    }

    @Test
    void a_count_is_not_told_again_when_it_is_long_past() {
        accept(10);
        try (FilterCounts counts = new FilterCounts(ledger, Duration.ofMinutes(1), FilterCounts.oneThread())) {
            assertThat(counts.of(SHOP, SHOP_FILTER).events()).isEqualTo(5);
            accept(10);
            await().untilAsserted(() ->
                    assertThat(counts.of(SHOP, SHOP_FILTER).events()).isEqualTo(10));
        }
    }
}
