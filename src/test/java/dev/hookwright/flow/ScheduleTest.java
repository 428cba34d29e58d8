package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;

/** Which times a timer has. */
class ScheduleTest {
    @Test
    void a_time_that_quartz_made_up_for_a_late_firing_is_none_of_the_time_table_s() {
        Schedule nightly = Schedule.of(TriggerBuilder.newTrigger()
                .withSchedule(CronScheduleBuilder.cronSchedule("0 0 2 * * ?").inTimeZone(TimeZone.getTimeZone("UTC")))
                .build());
        assertThat(nightly.isTime(Instant.parse("2026-01-05T02:00:00Z"))).isTrue();
        assertThat(nightly.isTime(Instant.parse("2026-01-05T02:00:00.001Z"))).isFalse();
        assertThat(nightly.isTime(Instant.parse("2026-01-05T02:00:09Z"))).isFalse();
    }

    @Test
    void an_interval_begins_at_any_time() {
        Schedule even = Schedule.of(TriggerBuilder.newTrigger()
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(7))
                .build());
        assertThat(even.isTime(Instant.parse("2026-01-05T02:00:09.123Z"))).isTrue();
    }
}
