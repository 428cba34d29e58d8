package dev.hookwright.flow;

import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.LaterRuns;
import dev.hookwright.ledger.Ledger;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** What {@code later:} does in a route. Each is a step: it is recorded, and not done again once it is. */
record LaterSteps(Ledger ledger) {
    void start(Exchange exchange, String name, Instant dueAt, @Nullable EvaluatedText dedupKey) {
        RunDrive drive = drive(exchange);
        Route route = DirectRoutes.find(exchange.getContext(), name)
                .orElseThrow(() -> new IllegalArgumentException("no route starts from direct:" + name));
        String step = String.valueOf(exchange.getProperty(StepProcessor.AT_WORK));
        LaterRuns.Start start = new LaterRuns.Start(
                Ids.derived(drive.run().id(), step + "\n" + name),
                drive.run(),
                route.getId(),
                dueAt,
                dedupKey == null ? null : dedupKey.of(exchange),
                body(exchange, drive));
        if (ledger.later().start(start).join() == LaterRuns.Outcome.NOT_OURS) {
            drive.abandon();
            exchange.setException(new RunAbandoned());
        }
    }

    void cancel(Exchange exchange, EvaluatedText key) {
        drive(exchange);
        var unused = ledger.later().cancel(key.of(exchange)).join();
    }

    private static byte @Nullable [] body(Exchange exchange, RunDrive drive) {
        Object body = exchange.getMessage().getBody();
        return drive.isEventBody(body) ? null : RunBody.write(exchange, body);
    }

    private static RunDrive drive(Exchange exchange) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null) {
            throw new IllegalArgumentException("later: works only in a route that an event or a timer has started");
        }
        return drive;
    }
}
