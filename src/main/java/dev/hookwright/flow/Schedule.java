package dev.hookwright.flow;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronTrigger;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;

/**
 * When a trigger fires.
 *
 * @param cron null where it fires again and again after an interval
 * @param interval zero where it does not do so for ever
 * @param makesUp whether a time that was missed is made up for
 */
record Schedule(@Nullable CronExpression cron, Duration interval, boolean makesUp) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    static Schedule of(Trigger trigger) {
        if (trigger instanceof CronTrigger cronTrigger) {
            try {
                CronExpression cron = new CronExpression(cronTrigger.getCronExpression());
                cron.setTimeZone(cronTrigger.getTimeZone());
                boolean makesUp = trigger.getMisfireInstruction() != CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING;
                return new Schedule(cron, Duration.ZERO, makesUp);
            } catch (ParseException e) {
                throw new IllegalArgumentException("a cron expression that Quartz took is not correct", e);
            }
        }
        boolean isEndless =
                trigger instanceof SimpleTrigger simple && simple.getRepeatCount() == SimpleTrigger.REPEAT_INDEFINITELY;
        Duration interval =
                isEndless ? Duration.ofMillis(((SimpleTrigger) trigger).getRepeatInterval()) : Duration.ZERO;
        return new Schedule(null, interval, !interval.isZero());
    }

    /** Whether it fires again and again after an interval. */
    boolean isEven() {
        return !interval.isZero();
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
        if (cron == null) {
            return isEven() ? last.plus(interval) : Instant.MAX;
        }
        Date next = cron.getTimeAfter(Date.from(last));
        return next == null ? Instant.MAX : next.toInstant();
    }

    /**
     * Two firings that are closer together are the same one, told by two nodes: their clocks, and the times at which they
     * began to count an interval, differ.
     */
    Duration apart() {
        return isEven() ? interval.multipliedBy(9).dividedBy(10) : SHORTEST;
    }
}
