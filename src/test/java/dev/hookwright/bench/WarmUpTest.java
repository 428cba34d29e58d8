package dev.hookwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final double SECONDS = 2;
    /** The first two parts take the least time there is; two more show that the first was not the best by chance. */
    private static final int FEWEST = 4;

    private long now;
    private int parts;

    private double part(double seconds, double before) {
        parts++;
        now += (long) (seconds * 1e9);
        return 100;
    }

    private double run(WarmUp.CompilerClock compilers, WarmUp.Part part) throws InterruptedException {
        return WarmUp.run(SECONDS, compilers, part, () -> now);
    }

    @Test
    void what_is_as_fast_as_it_gets_is_warm() throws InterruptedException {
        assertThat(run(WarmUp.CompilerClock.NONE, this::part)).isEqualTo(100);
        assertThat(parts).isEqualTo(FEWEST);
    }

    @Test
    void compilers_at_work_are_waited_for() throws InterruptedException {
        run(() -> 0.5 * Math.min(parts, 10), this::part);
        assertThat(parts).isEqualTo(11);
    }

    @Test
    void what_gets_faster_is_waited_for() throws InterruptedException {
        double last = run(WarmUp.CompilerClock.NONE, (seconds, before) -> {
            part(seconds, before);
            return before == 0 ? 100 : Math.min(200, before * 1.1);
        });
        assertThat(last).isEqualTo(200);
        assertThat(parts).isEqualTo(11);
    }

    @Test
    void what_gets_faster_for_ever_is_measured_as_it_is() throws InterruptedException {
        run(WarmUp.CompilerClock.NONE, (seconds, before) -> {
            part(seconds, before);
            return before + 100;
        });
        assertThat(now).isEqualTo((long) (SECONDS * 8 * 1e9));
    }

    @Test
    void compilers_that_never_rest_are_waited_for_no_longer_than_that() throws InterruptedException {
        run(() -> parts, this::part);
        assertThat(now).isEqualTo((long) (SECONDS * 24 * 1e9));
    }
}
