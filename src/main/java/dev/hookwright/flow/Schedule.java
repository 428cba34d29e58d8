package dev.hookwright.flow;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronTrigger;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;

/**
 * When a trigger fires.
 *
 * @param cron null where it fires again and again after an interval
 * @param isEndless whether it goes on doing so
 * @param until when it ends
 * @param makesUp whether a time that was missed is made up for
 */
record Schedule(@Nullable CronExpression cron, Duration interval, boolean isEndless, Instant until, boolean makesUp) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final String DO_NOTHING = String.valueOf(CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING);
    /** As Camel reads {@code endAt}. */
    private static final String TIME = "yyyy-MM-dd'T'HH:mm:ssz";

    static Schedule of(Trigger trigger) {
        Date end = trigger.getEndTime();
        Instant until = end == null ? Instant.MAX : end.toInstant();
        if (trigger instanceof CronTrigger cronTrigger) {
            return ofCron(
                    cronTrigger.getCronExpression(),
                    cronTrigger.getTimeZone(),
                    until,
                    trigger.getMisfireInstruction() != CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING);
        }
        SimpleTrigger simple = (SimpleTrigger) trigger;
        boolean isEndless = simple.getRepeatCount() == SimpleTrigger.REPEAT_INDEFINITELY;
        return new Schedule(null, Duration.ofMillis(simple.getRepeatInterval()), isEndless, until, isEndless);
    }

    /** Of a timer for which Quartz has no trigger, as all its times are past; nothing where it has no time table. */
    static Optional<Schedule> past(QuartzEndpoint timer) {
        if (timer.getCron() == null) {
            return Optional.empty();
        }
        Map<String, Object> parameters = timer.getTriggerParameters();
        Object zone = parameters.get("timeZone");
        Object end = parameters.get("endAt");
        Object misfire = parameters.get("misfireInstruction");
        return Optional.of(ofCron(
                timer.getCron(),
                zone == null ? TimeZone.getDefault() : TimeZone.getTimeZone(zone.toString()),
                end == null ? Instant.MAX : time(end.toString()),
                misfire == null || !misfire.toString().equals(DO_NOTHING)));
    }

    private static Schedule ofCron(String expression, TimeZone zone, Instant until, boolean makesUp) {
        try {
            CronExpression cron = new CronExpression(expression);
            cron.setTimeZone(zone);
            return new Schedule(cron, Duration.ZERO, true, until, makesUp);
        } catch (ParseException e) {
            throw new IllegalArgumentException("a cron expression that Quartz took is not correct", e);
        }
    }

    private static Instant time(String text) {
        try {
            return new SimpleDateFormat(TIME, Locale.ROOT).parse(text).toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("a time that Camel took is not correct", e);
        }
    }

    /** Whether it fires again and again after an interval, for ever. */
    boolean isEven() {
        return cron == null && isEndless;
    }

    /** Whether it fires so many times, from when the timers go. */
    boolean isCounted() {
        return cron == null && !isEndless;
    }

    /**
     * Whether it was to fire then. To a firing that comes late, as the process was stopped or had no thread for it, Quartz
     * gives the time at which it noticed instead of the one that was missed.
     */
    boolean isTime(Instant at) {
        return cron == null || (at.equals(at.truncatedTo(ChronoUnit.SECONDS)) && cron.isSatisfiedBy(Date.from(at)));
    }

    /** The first time after the last one that is past. */
    Optional<Instant> missed(Instant last, Instant now) {
        if (!makesUp || last.equals(Instant.EPOCH)) {
            return Optional.empty();
        }
        Instant next = nextAfter(last);
        return next.isAfter(now) ? Optional.empty() : Optional.of(next);
    }

    /** For ever after, if there is none. */
    Instant nextAfter(Instant last) {
        Instant next = isEven() ? last.plus(interval) : nextOfCron(last);
        return next.isAfter(until) ? Instant.MAX : next;
    }

    private Instant nextOfCron(Instant last) {
        Date next = cron == null ? null : cron.getTimeAfter(Date.from(last));
        return next == null ? Instant.MAX : next.toInstant();
    }

    /**
     * Two firings that are closer together are the same one, told by two nodes: their clocks, and the times at which they
     * began to count an interval, differ.
     */
    Duration apart() {
        Duration apart = interval.multipliedBy(9).dividedBy(10);
        return apart.compareTo(SHORTEST) < 0 ? SHORTEST : apart;
    }
}
