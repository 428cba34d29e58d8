package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private final AtomicLong now = new AtomicLong();
    private final SilenceWatch watch = new SilenceWatch(Duration.ofMinutes(15), now::get);
    private final List<RunEnd> ends = new ArrayList<>();
    private final Progress progress = watch.begin(ends::add);

    private void minutesPass(int minutes) {
        now.addAndGet(TimeUnit.MINUTES.toNanos(minutes));
        watch.look();
    }

    @Test
    void a_drive_that_gives_signs_of_life_goes_on() {
        minutesPass(14);
        progress.sign("since step crm was called");
        minutesPass(14);
        assertThat(ends).isEmpty();
        assertThat(progress.isLost()).isFalse();
    }

    @Test
    void a_drive_of_which_nothing_is_heard_fails_once_and_its_own_end_comes_too_late() {
        List<String> told = new ArrayList<>();
        progress.whenLost(() -> told.add("lost before the end was told: " + ends.isEmpty()));
        progress.sign("since step crm was called");
        minutesPass(16);
        minutesPass(16);
        progress.ended(new RunEnd.Succeeded(null));
        assertThat(progress.isLost()).isTrue();
        assertThat(told).containsExactly("lost before the end was told: true");
        assertThat(ends)
                .singleElement()
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed -> assertThat(failed.error())
                                .startsWith("nothing was heard of the run for 15m since step crm was called"));
    }

    @Test
    void a_drive_that_has_ended_is_not_lost_any_more() {
        progress.ended(new RunEnd.Succeeded(null));
        minutesPass(60);
        assertThat(ends).containsExactly(new RunEnd.Succeeded(null));
        assertThat(progress.isLost()).isFalse();
    }
}
