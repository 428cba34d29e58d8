package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.News;
import dev.hookwright.ledger.Run;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A piece of news on its way to those who listen. What it says is put into words once, by the first who sends it.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class StreamMessage {
    private final News news;
    private final @Nullable String endpoint;
    private volatile @Nullable String text;

    /** @param endpoint of the event; null if that is not known here */
    StreamMessage(News news, @Nullable String endpoint) {
        this.news = news;
        this.endpoint = endpoint;
    }

    /** The event's id, if this tells of an event that was accepted. */
    @Nullable
    UUID received() {
        return news instanceof News.Received received ? received.event().id() : null;
    }

    /** @param routesOfEndpoint by which a run's endpoint is told where its event is no longer known here */
    boolean fits(@Nullable String wantedEndpoint, @Nullable String route, List<String> routesOfEndpoint) {
        boolean rightRoute = route == null || isOf(route);
        boolean rightEndpoint = wantedEndpoint == null
                || (endpoint == null
                        ? routesOfEndpoint.stream().anyMatch(this::isOf)
                        : wantedEndpoint.equals(endpoint));
        return rightRoute && rightEndpoint;
    }

    private boolean isOf(String route) {
        if (news instanceof News.Received received) {
            return received.runs().stream().anyMatch(run -> run.route().equals(route));
        }
        return news instanceof News.RunChanged changed
                ? changed.run().route().equals(route)
                : news instanceof News.StepTried tried && tried.route().equals(route);
    }

    String text() {
        String ready = text;
        if (ready == null) {
            ready = write(json -> json);
            text = ready;
        }
        return ready;
    }

    /** @param shown what of it is to be seen */
    String text(UnaryOperator<JsonNode> shown) {
        return write(shown);
    }

    private String write(UnaryOperator<JsonNode> shown) {
        if (news instanceof News.Received received) {
            Event event = received.event();
            ObjectNode json = EventJson.listed(new EventSummary(event, received.runs()), 0, Map.of());
            return "id: " + Ids.text(Ids.EVENT, event.id()) + "\nevent: event\ndata: " + shown.apply(json) + "\n\n";
        }
        if (news instanceof News.RunChanged changed) {
            Run run = changed.run();
            ObjectNode json = EventJson.run(run).put("eventId", Ids.text(Ids.EVENT, run.eventId()));
            return "event: run\ndata: " + shown.apply(json) + "\n\n";
        }
        News.StepTried tried = (News.StepTried) news;
        Attempt attempt = tried.attempt();
        ObjectNode json = EventJson.attempt(attempt)
                .put("runId", Ids.text(Ids.RUN, attempt.runId()))
                .put("eventId", Ids.text(Ids.EVENT, tried.eventId()))
                .put("route", tried.route())
                .put("id", attempt.stepId())
                .put("connector", attempt.connector())
                .put("status", attempt.outcome().word())
                .put("number", attempt.number());
        return "event: step\ndata: " + shown.apply(json) + "\n\n";
    }
}
