package dev.hookwright.dispatch;

import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Run;
import dev.hookwright.log.RunFields;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each run that did not succeed, which says what happens next. */
final class RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private RunLog() {}

    @SuppressWarnings("try") // open while it is logged
    static void ended(Run run, Instant now) {
        String id = Ids.text(Ids.RUN, run.id());
        try (RunFields fields = RunFields.of(Ids.text(Ids.EVENT, run.eventId()), id, run.route())) {
            ended(run, id, now);
        }
    }

    private static void ended(Run run, String id, Instant now) {
        switch (run.status()) {
            case DEAD -> LOG.warn("run {} of {} is dead: {}; it can be replayed", id, run.route(), run.error());
            case WAITING ->
                LOG.info(
                        "run {} of {} failed: {}; next attempt in {}",
                        id,
                        run.route(),
                        run.error(),
                        Durations.format(Duration.between(now, run.dueAt())));
            case READY -> LOG.info("run {} of {} was left at its next step; it goes on later", id, run.route());
            default ->
                LOG.debug("run {} of {} is {}", id, run.route(), run.status().word());
        }
    }
}
