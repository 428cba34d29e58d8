package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.Rejection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RejectionPaceTest {
    private final AtomicLong now = new AtomicLong();
    private final RejectionPace pace = new RejectionPace(now::get);

    private static Rejection rejection(String endpoint, int bytes) {
        return new Rejection(
                new UUID(1, 2),
                endpoint,
                Instant.EPOCH,
                401,
                "not-verified",
                "why",
                "POST",
                null,
                Map.of(),
                Map.of(),
                null,
                new byte[bytes],
                bytes,
                null);
    }

    private int keptOf(int sent, String endpoint, int bytes) {
        int kept = 0;
        for (int i = 0; i < sent; i++) {
            kept += pace.toKeep(rejection(endpoint, bytes)).isPresent() ? 1 : 0;
        }
        return kept;
    }

    @Test
    void a_flood_is_kept_in_part_and_another_endpoint_has_its_own_share() {
        assertThat(keptOf(10_000, "a", 0)).isEqualTo(2_000);
        assertThat(pace.notKept()).isEqualTo(8_000);
        assertThat(keptOf(10, "b", 0)).isEqualTo(10);
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(keptOf(10_000, "a", 0)).isEqualTo(300);
    }

    @Test
    void bodies_that_are_too_much_are_left_out() {
        Optional<Rejection> kept = Optional.empty();
        for (int i = 0; i < 17; i++) {
            kept = pace.toKeep(rejection("a", 1 << 20));
            assertThat(kept.orElseThrow().isWhole()).isEqualTo(i < 16);
        }
        assertThat(kept.orElseThrow().bodyLength()).isEqualTo(1 << 20);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(pace.toKeep(rejection("a", 1 << 20)).orElseThrow().isWhole()).isTrue();
    }
}
