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
    /** More than any provider puts into one request. */
    private static final int MOST_EVENTS = 10_000;
    /**
     * Each event is kept whole, with the headers and the query of its request: without a bound, one that holds many small
     * events would take hundreds of times the memory and the disk of what was sent.
     */
    private static final long MOST_REPEATED = 16 << 20;

    private final Endpoint endpoint;
    private final ReceivedRequest received;
    private final Instant now;
    private final Map<String, String> headers;
    private final Map<String, String> query;

    private RequestEvents(Endpoint endpoint, ReceivedRequest received, Instant now) {
        this.endpoint = endpoint;
        this.received = received;
        this.now = now;
        this.headers = ReceivedRequest.joined(received.headers());
        this.query = ReceivedRequest.joined(received.query());
    }

    /** At least one. */
    static List<NewEvent> of(Endpoint endpoint, ReceivedRequest received, HookRequest request, Instant now)
            throws UnreadableBody, NotAnEvent, DedupKey.NoKey, TooManyEvents {
        checkReadable(request, endpoint.dedupKey().needsTree());
        endpoint.provider().check(request);
        return new RequestEvents(endpoint, received, now).of(request);
    }

    /** The request as one event, of which nothing is known. */
    static NewEvent unknown(Endpoint endpoint, ReceivedRequest received, Instant now) {
        return new RequestEvents(endpoint, received, now).unknown();
    }

    private List<NewEvent> of(HookRequest request) throws UnreadableBody, DedupKey.NoKey, TooManyEvents {
        if (!endpoint.provider().isSplit(request)) {
            EventIdentity identity = endpoint.provider().identify(request);
            return List.of(event(received.body(), identity, endpoint.dedupKey().of(request, identity.id())));
        }
        List<EventItem> items = endpoint.provider().split(request);
        checkNumber(items.size());
        List<NewEvent> events = new ArrayList<>();
        for (EventItem item : items) {
            byte[] body = item.body().toString().getBytes(StandardCharsets.UTF_8);
            HookRequest alone =
                    new HookRequest(request.method(), request.url(), request.headers(), request.query(), body);
            String key = endpoint.dedupKey().of(alone, item.identity().id());
            boolean isRequests = key != null && endpoint.dedupKey() instanceof DedupKey.Header;
            events.add(event(body, item.identity(), isRequests ? key + "#" + events.size() : key));
        }
        if (events.isEmpty()) {
            // A sign of life of the provider's, as a rule.
            events.add(unknown());
        }
        return events;
    }

    private void checkNumber(int events) throws TooManyEvents {
        long repeated = 0;
        for (Map<String, String> fields : List.of(headers, query)) {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                repeated += field.getKey().length() + field.getValue().length();
            }
        }
        if (events > MOST_EVENTS || events * repeated > MOST_REPEATED) {
            throw new TooManyEvents("the body holds " + events + " events, each of which would be kept with " + repeated
                    + " bytes of headers and query: that is too much for one request");
        }
    }

    private NewEvent unknown() {
        return event(received.body(), new EventIdentity(null, null), null);
    }

    private NewEvent event(byte[] body, EventIdentity identity, @Nullable String dedupKey) {
        Event event = new Event(
                Ids.next(now.toEpochMilli()),
                endpoint.name(),
                endpoint.provider().name(),
                identity.type(),
                dedupKey,
                now,
                received.remoteAddress(),
                headers,
                query,
                body,
                null);
        List<String> routes = endpoint.routesFor(identity.type());
        return new NewEvent(event, routes, orderKeys(routes, body));
    }

    private Map<String, String> orderKeys(List<String> routes, byte[] body) {
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

    private static void checkReadable(HookRequest request, boolean needsTree) throws UnreadableBody {
        if (needsTree) {
            request.tree();
        } else if (request.saysJson()) {
            request.json();
        } else if (request.mediaType().equals("application/x-www-form-urlencoded")) {
            request.form();
        } else if (isPlainText(request.mediaType()) && request.charset().isEmpty()) {
            HookRequest.utf8(request.body());
        }
    }

    /** Not XML, which may say itself how it is encoded (RFC 7303). */
    private static boolean isPlainText(String mediaType) {
        return mediaType.startsWith("text/") && !mediaType.equals("text/xml");
    }
}
