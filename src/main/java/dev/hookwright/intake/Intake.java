package dev.hookwright.intake;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.PayloadSchema;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.provider.Download;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.EventIdentity;
import dev.hookwright.provider.EventItem;
import dev.hookwright.provider.Handshake;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.UnreadableBody;
import dev.hookwright.provider.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a request. Does nothing itself. */
public final class Intake {
    /** RFC 9110, section 8.3.1. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final Endpoints endpoints;
    private final Function<String, List<String>> routesOf;
    private final InstantSource clock;
    private final ClientAddress clients;
    private final LocalTries localTries;
    private final RateLimits rates = new RateLimits(System::nanoTime);
    private final Downloads downloads;

    /** Intake for a workspace's endpoints whose providers need nothing to be downloaded. */
    public Intake(
            Endpoints endpoints,
            Function<String, List<String>> routesOf,
            InstantSource clock,
            AddressRanges trustedProxies) {
        this(endpoints, routesOf, clock, trustedProxies, Downloads.NONE, name -> LocalKeys.NONE);
    }

    /**
     * Intake for a workspace's endpoints.
     *
     * @param routesOf gives the routes that start from an endpoint
     * @param trustedProxies whose word about who sends is believed
     * @param downloads where keys come from that no endpoint holds; only looked at here
     * @param localKeys gives the keys that an endpoint is tried out with
     */
    public Intake(
            Endpoints endpoints,
            Function<String, List<String>> routesOf,
            InstantSource clock,
            AddressRanges trustedProxies,
            Downloads downloads,
            Function<String, LocalKeys> localKeys) {
        this.clients = new ClientAddress(trustedProxies);
        this.downloads = downloads;
        this.endpoints = endpoints;
        this.routesOf = routesOf;
        this.clock = clock;
        this.localTries = new LocalTries(localKeys);
    }

    Optional<Endpoint> endpoint(String name) {
        return endpoints.find(name);
    }

    /** Who sends, as far as that can be known. */
    String clientOf(String peer, Map<String, List<String>> headers) {
        return clients.of(peer, headers);
    }

    /** What can be refused before the body is read. */
    Optional<Decision.Refuse> refuseEarly(
            Endpoint endpoint, String method, Map<String, List<String>> headers, String client, long contentLength) {
        AddressRanges allowed = endpoint.limits().allowFrom();
        if (!allowed.isEmpty() && !allowed.contain(client)) {
            return refuse(
                    RefusalCode.SENDER_NOT_ALLOWED, client + " is in none of the ranges of allowFrom: " + allowed);
        }
        if (!method.equals("POST") && !endpoint.provider().handshakeMethods().contains(method)) {
            return refuse(RefusalCode.METHOD_NOT_ALLOWED, method + " instead of POST");
        }
        String encoding = String.join(",", headers.getOrDefault("content-encoding", List.of("identity")));
        if (!encoding.equalsIgnoreCase("identity")) {
            return refuse(RefusalCode.UNSUPPORTED_CONTENT_ENCODING, "the body is encoded as " + encoding);
        }
        List<String> types = headers.getOrDefault("content-type", List.of());
        if (types.size() > 1
                || (types.size() == 1
                        && !MEDIA_TYPE
                                .matcher(types.get(0).split(";", 2)[0].strip())
                                .matches())) {
            return refuse(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "the Content-Type is not one media type");
        }
        return contentLength > endpoint.limits().maxBody()
                ? refuse(RefusalCode.BODY_TOO_LARGE, tooLarge(contentLength, endpoint))
                : Optional.empty();
    }

    static String tooLarge(long length, Endpoint endpoint) {
        return "the body has " + length + " bytes or more, " + endpoint.limits().maxBody() + " are allowed";
    }

    Decision decide(Endpoint endpoint, ReceivedRequest received) {
        HookRequest request = request(endpoint, received);
        Instant now = clock.instant();
        Optional<Handshake> handshake =
                endpoint.provider().handshake(request, endpoint.credentials(), now, endpoint.tolerance(), downloads);
        if (handshake.isPresent()) {
            return handshake.get() instanceof Handshake.NotVerified failed
                    ? notVerified(failed.refused())
                    : new Decision.Shake((Handshake.Answer) handshake.get());
        }
        if (!received.method().equals("POST")) {
            return new Decision.Refuse(RefusalCode.METHOD_NOT_ALLOWED, received.method() + " that is no handshake");
        }
        Verdict verdict =
                endpoint.provider().verify(request, endpoint.credentials(), now, endpoint.tolerance(), downloads);
        if (verdict instanceof Verdict.Refused refused) {
            verdict = localTries.verdict(endpoint, received, request, now, refused);
        }
        if (verdict instanceof Verdict.Refused refused) {
            return notVerified(refused);
        }
        try {
            Decision.Accept accept = accept(endpoint, received, request, now);
            Optional<Decision.Refuse> refusal = schemaRefusal(endpoint, accept).or(() -> rateRefusal(endpoint));
            return refusal.isPresent() ? refusal.get() : accept;
        } catch (UnreadableBody e) {
            return new Decision.Refuse(RefusalCode.UNREADABLE_BODY, String.valueOf(e.getMessage()));
        } catch (DedupKey.NoKey e) {
            return new Decision.Refuse(RefusalCode.NO_DEDUP_KEY, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Decision.Refuse> schemaRefusal(Endpoint endpoint, Decision.Accept accept)
            throws UnreadableBody {
        PayloadSchema schema = endpoint.limits().schema();
        if (schema == null) {
            return Optional.empty();
        }
        for (NewEvent one : accept.events()) {
            List<String> violations =
                    schema.violations(HookRequest.json(one.event().body()));
            if (!violations.isEmpty()) {
                return refuse(RefusalCode.SCHEMA_NOT_MET, String.join("; ", violations));
            }
        }
        return Optional.empty();
    }

    /** Last of all, so that nobody but who can sign uses the rate up. */
    private Optional<Decision.Refuse> rateRefusal(Endpoint endpoint) {
        long seconds = rates.take(endpoint);
        return seconds == 0
                ? Optional.empty()
                : Optional.of(new Decision.Refuse(
                        RefusalCode.TOO_MANY_REQUESTS,
                        "more than the endpoint's rate of " + endpoint.limits().rate(),
                        seconds));
    }

    private Decision.Accept accept(Endpoint endpoint, ReceivedRequest received, HookRequest request, Instant now)
            throws UnreadableBody, DedupKey.NoKey {
        checkReadable(request, endpoint.dedupKey().needsJson());
        if (!endpoint.provider().isSplit()) {
            EventIdentity identity = endpoint.provider().identify(request);
            String key = endpoint.dedupKey().of(request, identity.id());
            return new Decision.Accept(List.of(event(endpoint, received, received.body(), identity, key, now)), false);
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
            events.add(event(endpoint, received, received.body(), new EventIdentity(null, null), null, now));
        }
        return new Decision.Accept(events, true);
    }

    private NewEvent event(
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
        return new NewEvent(event, endpoint.routesFor(identity.type(), routesOf.apply(endpoint.name())));
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

    /**
     * The refused request as it is kept.
     *
     * @param bodyLength how many bytes were sent, where they were not all received
     */
    Rejection rejection(ReceivedRequest received, Decision.Refuse refusal, long bodyLength) {
        Instant now = clock.instant();
        byte[] body = received.body();
        return new Rejection(
                Ids.next(now.toEpochMilli()),
                received.endpoint(),
                now,
                refusal.code().status(),
                refusal.code().word(),
                refusal.reason(),
                received.method(),
                received.remoteAddress(),
                ReceivedRequest.joined(received.headers()),
                ReceivedRequest.joined(received.query()),
                received.rawQuery(),
                body.length > Rejection.KEPT_BODY ? Arrays.copyOf(body, Rejection.KEPT_BODY) : body,
                Math.max(body.length, bodyLength),
                null);
    }

    /**
     * What a refused request holds, for an operator who lets it in after all: nothing is checked again. What the provider
     * would call the events is found out as far as it can be.
     */
    public List<NewEvent> eventsOf(Endpoint endpoint, Rejection rejection) {
        Instant now = clock.instant();
        ReceivedRequest received = ReceivedRequest.of(rejection);
        try {
            return accept(endpoint, received, request(endpoint, received), now).events();
        } catch (UnreadableBody | DedupKey.NoKey e) {
            EventIdentity unknown = new EventIdentity(null, null);
            return List.of(event(endpoint, received, received.body(), unknown, null, now));
        }
    }

    /** A refused request as it is verified. */
    public static HookRequest request(Endpoint endpoint, Rejection rejection) {
        return request(endpoint, ReceivedRequest.of(rejection));
    }

    private static HookRequest request(Endpoint endpoint, ReceivedRequest received) {
        return new HookRequest(
                received.method(),
                endpoint.urlOf(received.rawQuery()),
                received.headers(),
                received.query(),
                received.body());
    }

    private static Decision notVerified(Verdict.Refused refused) {
        RefusalCode code = switch (refused.reason()) {
            case KEY_UNAVAILABLE -> RefusalCode.KEY_UNAVAILABLE;
            case NO_CONSENT -> RefusalCode.NO_CONSENT;
            default -> RefusalCode.NOT_VERIFIED;
        };
        Decision.Refuse refuse = new Decision.Refuse(code, refused.reason().word() + ": " + refused.detail());
        Download wanted = refused.wanted();
        return wanted == null ? refuse : new Decision.Await(wanted, refuse);
    }

    /** Where keys come from that no endpoint holds. */
    public Downloads downloads() {
        return downloads;
    }

    private static Optional<Decision.Refuse> refuse(RefusalCode code, String reason) {
        return Optional.of(new Decision.Refuse(code, reason));
    }
}
