package dev.hookwright.intake;

import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
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
    private final LocalTries localTries;

    /**
     * Decides for endpoints.
     *
     * @param routesOf gives the routes that start from an endpoint
     * @param localKeys gives the keys that an endpoint is tried out with
     */
    public Intake(
            Endpoints endpoints,
            Function<String, List<String>> routesOf,
            InstantSource clock,
            Function<String, LocalKeys> localKeys) {
        this.endpoints = endpoints;
        this.routesOf = routesOf;
        this.clock = clock;
        this.localTries = new LocalTries(localKeys);
    }

    Optional<Endpoint> endpoint(String name) {
        return endpoints.find(name);
    }

    /** What can be refused before the body is read. */
    Optional<Decision.Refuse> refuseEarly(
            Endpoint endpoint, String method, Map<String, List<String>> headers, long contentLength) {
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
        return contentLength > endpoint.maxBody()
                ? refuse(RefusalCode.BODY_TOO_LARGE, tooLarge(contentLength, endpoint))
                : Optional.empty();
    }

    static String tooLarge(long length, Endpoint endpoint) {
        return "the body has " + length + " bytes or more, " + endpoint.maxBody() + " are allowed";
    }

    Decision decide(Endpoint endpoint, ReceivedRequest received) {
        HookRequest request = new HookRequest(
                received.method(),
                endpoint.urlOf(received.rawQuery()),
                received.headers(),
                received.query(),
                received.body());
        Instant now = clock.instant();
        Optional<Handshake> handshake =
                endpoint.provider().handshake(request, endpoint.credentials(), now, endpoint.tolerance());
        if (handshake.isPresent()) {
            return handshake.get() instanceof Handshake.NotVerified failed
                    ? notVerified(failed.refused())
                    : new Decision.Shake((Handshake.Answer) handshake.get());
        }
        if (!received.method().equals("POST")) {
            return new Decision.Refuse(RefusalCode.METHOD_NOT_ALLOWED, received.method() + " that is no handshake");
        }
        Verdict verdict = endpoint.provider().verify(request, endpoint.credentials(), now, endpoint.tolerance());
        if (verdict instanceof Verdict.Refused refused) {
            verdict = localTries.verdict(endpoint, received, request, now, refused);
        }
        if (verdict instanceof Verdict.Refused refused) {
            return notVerified(refused);
        }
        try {
            return accept(endpoint, received, request, now);
        } catch (UnreadableBody e) {
            return new Decision.Refuse(RefusalCode.UNREADABLE_BODY, String.valueOf(e.getMessage()));
        } catch (DedupKey.NoKey e) {
            return new Decision.Refuse(RefusalCode.NO_DEDUP_KEY, String.valueOf(e.getMessage()));
        }
    }

    private Decision accept(Endpoint endpoint, ReceivedRequest received, HookRequest request, Instant now)
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

    /** The refused request as it is kept. */
    Rejection rejection(ReceivedRequest received, Decision.Refuse refusal) {
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
                body.length > Rejection.KEPT_BODY ? Arrays.copyOf(body, Rejection.KEPT_BODY) : body);
    }

    private static Decision notVerified(Verdict.Refused refused) {
        return new Decision.Refuse(RefusalCode.NOT_VERIFIED, refused.reason().word() + ": " + refused.detail());
    }

    private static Optional<Decision.Refuse> refuse(RefusalCode code, String reason) {
        return Optional.of(new Decision.Refuse(code, reason));
    }
}
