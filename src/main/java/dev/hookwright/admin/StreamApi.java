package dev.hookwright.admin;

import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.News;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: each event, run and step as it changes on this node, as soon as that is on disk; of other nodes
 * that share the database, the events and runs within a second or so.
 *
 * <p>A client that reconnects says which event was its last, and is sent those since. Ids do not come in strict order
 * when several are accepted at once, so it begins a little earlier: an event may come twice, none is left out.
 */
public final class StreamApi implements ApiPart {
    private static final int MOST_CLIENTS = 100;
    private static final int REMEMBERED = 10_000;
    private static final int PAGE = 200;
    private static final long LOOK_AT_CALLER = Duration.ofSeconds(1).toMillis();
    private static final int LOOKS_A_HEARTBEAT = 15;
    private static final long LOOK_AT_OTHERS = Duration.ofSeconds(1).toMillis();
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Supplier<ServedWorkspace> workspace;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private @Nullable Runnable stopListening;
    /** Of which endpoint the events of late were. */
    private final Map<UUID, String> endpoints = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    public StreamApi(Ledger ledger, Supplier<ServedWorkspace> workspace) {
        this.ledger = ledger;
        this.workspace = workspace;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.get("/stream", Role.VIEWER, "Events, runs and steps as they change.")
                .query("endpoint", "route")
                .streams("text/event-stream", "StreamMessage", this::open));
    }

    private void open(RoutingContext context) {
        Context loop = context.vertx().getOrCreateContext();
        HttpServerResponse response = context.response();
        ApiCall call = new ApiCall(context);
        String endpoint = call.query("endpoint");
        String route = call.query("route");
        String last = context.request().getHeader("Last-Event-ID");
        if (clients.size() >= MOST_CLIENTS) {
            response.putHeader("Retry-After", "30");
            ApiAnswers.problem(context, 503, "too-many-listeners", "Too many listen to this server already.");
            return;
        }
        List<String> routes = endpoint == null ? List.of() : workspace.get().routesOf(endpoint);
        StreamClient client = new StreamClient(
                loop,
                response,
                message -> message.fits(endpoint, route, routes),
                // Asked each time: what is hidden, and from whom, may change while one listens.
                message -> call.isMasked() ? message.text(call::shown) : message.text());
        response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
        var unused = response.write("retry: 2000\n\n");
        AtomicInteger looks = new AtomicInteger();
        long heartbeat = context.vertx().setPeriodic(LOOK_AT_CALLER, timer -> {
            if (!call.isStillAllowed()) {
                response.end();
            } else if (looks.incrementAndGet() % LOOKS_A_HEARTBEAT == 0) {
                client.heartbeat();
            }
        });
        // Later than the last write: what comes between is queued, and what was before is caught up with.
        add(client, context.vertx());
        response.closeHandler(ignored -> {
            context.vertx().cancelTimer(heartbeat);
            remove(client);
        });
        Optional<UUID> missed = last == null ? Optional.empty() : Ids.parse(Ids.EVENT, last);
        missed.ifPresentOrElse(
                id -> catchUp(context, client, id, Ids.lowest(Ids.time(id).minus(OVERLAP))), client::goLive);
    }

    /** Page by page, as fast as the client reads. */
    private void catchUp(RoutingContext context, StreamClient client, UUID last, UUID after) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(ignored -> catchUp(context, client, last, after));
            return;
        }
        context.vertx()
                .executeBlocking(() -> ledger.events().after(after, PAGE), false)
                .onFailure(failure -> response.end())
                .onSuccess(page -> {
                    page.stream()
                            .filter(summary -> !summary.event().id().equals(last))
                            .map(StreamApi::message)
                            .forEach(client::catchUp);
                    if (page.size() < PAGE) {
                        client.goLive();
                    } else {
                        catchUp(
                                context,
                                client,
                                last,
                                page.get(PAGE - 1).event().id());
                    }
                });
    }

    private static StreamMessage message(EventSummary summary) {
        return new StreamMessage(
                new News.Received(summary.event(), summary.runs()),
                summary.event().endpoint());
    }

    private synchronized void add(StreamClient client, Vertx vertx) {
        clients.add(client);
        if (stopListening == null) {
            stopListening = ledger.queue().isShared()
                    ? listenToAll(vertx)
                    : ledger.news().listen(this::hear);
        }
    }

    private Runnable listenToAll(Vertx vertx) {
        OtherNodes others = new OtherNodes(ledger);
        AtomicBoolean looking = new AtomicBoolean();
        Runnable stop = ledger.news().listen(news -> {
            others.hear(news);
            hear(news);
        });
        long timer = vertx.setPeriodic(LOOK_AT_OTHERS, each -> {
            if (looking.compareAndSet(false, true)) {
                var unused = vertx.executeBlocking(others::look, false)
                        .onComplete(done -> looking.set(false))
                        .onSuccess(news -> news.forEach(this::hear));
            }
        });
        return () -> {
            stop.run();
            vertx.cancelTimer(timer);
        };
    }

    private synchronized void remove(StreamClient client) {
        clients.remove(client);
        Runnable stop = stopListening;
        if (clients.isEmpty() && stop != null) {
            stop.run();
            stopListening = null;
        }
    }

    /** In the thread of the ledger's writer. */
    private void hear(News news) {
        UUID event = null;
        if (news instanceof News.Received received) {
            event = received.event().id();
            if (endpoints.put(event, received.event().endpoint()) != null) {
                return;
            }
        } else if (news instanceof News.RunChanged changed) {
            event = changed.run().eventId();
        } else if (news instanceof News.StepTried tried) {
            event = tried.eventId();
        }
        StreamMessage message = new StreamMessage(news, event == null ? null : endpoints.get(event));
        clients.forEach(client -> client.offer(message));
    }
}
