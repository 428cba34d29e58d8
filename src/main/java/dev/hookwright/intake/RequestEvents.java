package dev.hookwright.intake;

import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.OrderKey;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.provider.EventIdentity;
import dev.hookwright.provider.EventItem;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.NotAnEvent;
import dev.hookwright.provider.UnreadableBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that a request holds. */
final class RequestEvents {
    private RequestEvents() {}

    /** At least one. */
    static List<NewEvent> of(Endpoint endpoint, ReceivedRequest received, HookRequest request, Instant now)
            throws UnreadableBody, NotAnEvent, DedupKey.NoKey {
        checkReadable(request, endpoint.dedupKey().needsJson());
        endpoint.provider().check(request);
        if (!endpoint.provider().isSplit(request)) {
            EventIdentity identity = endpoint.provider().identify(request);
            String key = endpoint.dedupKey().of(request, identity.id());
            return List.of(event(endpoint, received, received.body(), identity, key, now));
        }
        List<NewEvent> events = new ArrayList<>();
        for (EventItem item : endpoint.provider().split(request)) {
            byte[] body = item.body().toString().getBytes(StandardCharsets.UTF_8);
            HookRequest alone =
                    new HookRequest(request.method(), request.url(), request.headers(), request.query(), body);
            String key = endpoint.dedupKey().of(alone, item.identity().id());
            boolean isRequests = key != null && endpoint.dedupKey() instanceof DedupKey.Header;
            events.add(event(
                    endpoint, received, body, item.identity(), isRequests ? key + "#" + events.size() : key, now));
        }
        if (events.isEmpty()) {
            // A sign of life of the provider's, as a rule.
            events.add(unknown(endpoint, received, now));
        }
        return events;
    }

    /** The request as one event, of which nothing is known. */
    static NewEvent unknown(Endpoint endpoint, ReceivedRequest received, Instant now) {
        return event(endpoint, received, received.body(), new EventIdentity(null, null), null, now);
    }

    private static NewEvent event(
            Endpoint endpoint,
            ReceivedRequest received,
            byte[] body,
            EventIdentity identity,
            @Nullable String dedupKey,
            Instant now) {
        Event event = new Event(
                Ids.next(now.toEpochMilli()),
                endpoint.name(),
                endpoint.provider().name(),
                identity.type(),
                dedupKey,
                now,
                received.remoteAddress(),
                ReceivedRequest.joined(received.headers()),
                ReceivedRequest.joined(received.query()),
                body,
                null);
        List<String> routes = endpoint.routesFor(identity.type());
        return new NewEvent(event, routes, orderKeys(endpoint, routes, received, body));
    }

    private static Map<String, String> orderKeys(
            Endpoint endpoint, List<String> routes, ReceivedRequest received, byte[] body) {
        Map<String, String> keys = new HashMap<>();
        HookRequest request = null;
        for (String route : routes) {
            OrderKey orderBy = endpoint.settingsOf(route).orderBy();
            if (orderBy != null) {
                if (request == null) {
                    request = new HookRequest(received.method(), "", received.headers(), received.query(), body);
                }
                orderBy.of(request).ifPresent(key -> keys.put(route, key));
            }
        }
        return keys;
    }

    private static void checkReadable(HookRequest request, boolean needsJson) throws UnreadableBody {
        if (needsJson || request.saysJson()) {
            request.json();
        } else if (request.mediaType().equals("application/x-www-form-urlencoded")) {
            request.form();
        } else if (request.mediaType().startsWith("text/")
                && !request.header("content-type").orElse("").contains("charset")) {
            HookRequest.utf8(request.body());
        }
    }
}
