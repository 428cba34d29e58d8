package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.EventPortion;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All events that a filter takes, whole and oldest first, a JSON object a line, as fast as the client reads. */
public final class ExportApi implements ApiPart {
    private static final String LINES = "application/x-ndjson";
    /** Events may be large: few are in memory at once. */
    private static final int AT_ONCE = 20;

    private final Ledger ledger;
    private final Supplier<ServedWorkspace> workspace;
    private final Predicate<String> mayDouble;
    private final HeaderJson headers;

    /**
     * The export of a ledger's events.
     *
     * @param mayDouble whether a repeated call of a connector may do again what the first did
     * @param redact takes secrets out of a text
     */
    public ExportApi(
            Ledger ledger,
            Supplier<ServedWorkspace> workspace,
            Predicate<String> mayDouble,
            UnaryOperator<String> redact) {
        this.mayDouble = mayDouble;
        this.headers = new HeaderJson(redact);
        this.ledger = ledger;
        this.workspace = workspace;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.get("/events/export", Role.VIEWER, "All events of a filter, oldest first, one a line.")
                .query(FilterWords.NAMES)
                .streams(LINES, "EventLine", this::export));
    }

    private void export(RoutingContext context) {
        EventFilter filter;
        try {
            filter = EventQuery.filter(context.queryParams(), ledger.now());
        } catch (ApiProblem problem) {
            ApiAnswers.failure(context, problem);
            return;
        }
        Instant since = filter.since();
        UUID first = since == null ? new UUID(0, 0) : Ids.lowest(since);
        context.response().setChunked(true).putHeader("Content-Type", LINES);
        next(context, filter, first, Ids.next(ledger.now().toEpochMilli()));
    }

    /** @param end what comes in meanwhile is not exported */
    private void next(RoutingContext context, EventFilter filter, UUID after, UUID end) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(ignored -> next(context, filter, after, end));
            return;
        }
        ApiCall call = new ApiCall(context);
        if (!call.isStillAllowed()) {
            response.reset();
            return;
        }
        context.vertx()
                .executeBlocking(() -> portion(call, filter, after, end), false)
                // The status was sent long ago: only a connection that ends before its time says that this is not all.
                .onFailure(failure -> response.reset())
                .onSuccess(portion -> {
                    var unused = response.write(portion.lines());
                    if (portion.last()) {
                        response.end();
                    } else {
                        next(context, filter, portion.reached(), end);
                    }
                });
    }

    private record Lines(String lines, UUID reached, boolean last) {}

    private Lines portion(ApiCall call, EventFilter filter, UUID after, UUID end) {
        EventPortion portion = ledger.events().portion(filter, after, end, AT_ONCE);
        EventJson json = new EventJson(ledger, workspace.get().endpoints(), mayDouble, headers);
        StringBuilder lines = new StringBuilder();
        for (UUID id : portion.events()) {
            // Retention may have deleted it meanwhile.
            ledger.events()
                    .find(id)
                    .ifPresent(
                            event -> lines.append(call.shown(line(event, json))).append('\n'));
        }
        return new Lines(lines.toString(), portion.reached(), portion.last());
    }

    private JsonNode line(Event event, EventJson json) {
        return json.whole(event, ledger.runs().ofEvent(event.id()));
    }
}
