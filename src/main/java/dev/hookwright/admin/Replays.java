package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Run;
import dev.hookwright.provider.HookRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs events again, behind the live ones. */
public final class Replays {
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final Endpoints endpoints;
    private final Function<String, List<String>> routesOf;
    private final InstantSource clock;

    /** @param routesOf gives the routes that start from an endpoint */
    public Replays(
            Ledger ledger,
            Dispatcher dispatcher,
            Endpoints endpoints,
            Function<String, List<String>> routesOf,
            InstantSource clock) {
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.endpoints = endpoints;
        this.routesOf = routesOf;
        this.clock = clock;
    }

    /** A new run for each route that takes the event today, or for the one that is named. */
    List<UUID> fromStart(Event event, @Nullable String route) {
        List<UUID> runs = new ArrayList<>();
        for (String each : routes(event, route)) {
            runs.add(ledger.replay(event.id(), each).join().id());
        }
        dispatcher.lookAgain();
        return runs;
    }

    /** The event's runs that have failed go on, at once: what is done stays done. */
    List<UUID> fromFailed(Event event, @Nullable String route) {
        List<UUID> runs = new ArrayList<>();
        for (Run run : ledger.runs().ofEvent(event.id())) {
            if (run.canGoOn()
                    && (route == null || route.equals(run.route()))
                    && ledger.makeReadyAgain(run).join() == 1) {
                runs.add(run.id());
            }
        }
        dispatcher.lookAgain();
        return runs;
    }

    /** A new event with another body, which names the old one; nothing if there is no route that it is to go through. */
    Optional<Accepted> edited(Event event, JsonNode body, @Nullable String route) {
        List<String> routes = routes(event, route);
        if (routes.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        EditedBody instead =
                EditedBody.of(event.headers(), body, text -> new ShownBodies(endpoints).edited(event, text));
        Event edited = new Event(
                Ids.next(now.toEpochMilli()),
                event.endpoint(),
                event.provider(),
                event.type(),
                null,
                now,
                event.remoteAddress(),
                instead.headers(),
                event.query(),
                instead.bytes(),
                event.id());
        Accepted accepted = ledger.accept(new NewEvent(edited, routes, orderKeys(edited, routes)), false)
                .join();
        // Fetched, not handed over: it may have been fetched, driven and ended by now.
        dispatcher.lookAgain();
        return Optional.of(accepted);
    }

    /** It takes its turn among those that are alike by its own body. */
    private Map<String, String> orderKeys(Event event, List<String> routes) {
        HookRequest request = new HookRequest("POST", "", single(event.headers()), single(event.query()), event.body());
        Map<String, String> keys = new HashMap<>();
        for (String route : routes) {
            Optional.ofNullable(endpoints.settingsOf(route).orderBy())
                    .flatMap(orderBy -> orderBy.of(request))
                    .ifPresent(key -> keys.put(route, key));
        }
        return keys;
    }

    private static Map<String, List<String>> single(Map<String, String> values) {
        Map<String, List<String>> lists = new HashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    /** The routes to replay through; none if the one that is named does not exist. */
    List<String> routes(Event event, @Nullable String route) {
        List<String> starting = routesOf.apply(event.endpoint());
        if (route != null) {
            return starting.contains(route) || wasStartedByAnother(event, route) ? List.of(route) : List.of();
        }
        Optional<Endpoint> endpoint = endpoints.find(event.endpoint());
        return List.copyOf(new TreeSet<>(
                endpoint.map(known -> known.routesFor(event.type())).orElse(starting)));
    }

    private boolean wasStartedByAnother(Event event, String route) {
        Set<UUID> started = ledger.later().startedBy(event.id()).keySet();
        return ledger.runs().ofEvent(event.id()).stream()
                .anyMatch(run -> run.route().equals(route) && started.contains(run.id()));
    }
}
