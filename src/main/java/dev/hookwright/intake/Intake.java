package dev.hookwright.intake;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.ClientAddress;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.PayloadSchema;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Download;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.Handshake;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.NotAnEvent;
import dev.hookwright.provider.UnreadableBody;
import dev.hookwright.provider.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a request. Does nothing itself. */
public final class Intake {
    /** RFC 9110, section 8.3.1. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    static final String REPLAYED = "replayed: what the signature covers was shown before, by another request";

    private final Endpoints endpoints;
    private final ConfirmedSecrets confirmed;
    private final InstantSource clock;
    private final ClientAddress clients;
    private final LocalTries localTries;
    private final RateLimits rates;
    private final Downloads downloads;
    private final Evaluations evaluations = new Evaluations();

    /**
     * Intake for a workspace's endpoints.
     *
     * @param nanoTime by which endpoints are held to their rates; never goes back
     * @param trustedProxies whose word about who sends is believed
     * @param downloads where keys come from that no endpoint holds; only looked at here
     * @param localKeys gives the keys that an endpoint is tried out with
     */
    public Intake(
            Endpoints endpoints,
            ConfirmedSecrets confirmed,
            InstantSource clock,
            LongSupplier nanoTime,
            AddressRanges trustedProxies,
            Downloads downloads,
            Function<String, LocalKeys> localKeys) {
        this.clients = new ClientAddress(trustedProxies);
        this.downloads = downloads;
        this.endpoints = endpoints;
        this.confirmed = confirmed;
        this.clock = clock;
        this.rates = new RateLimits(nanoTime);
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
        Credentials credentials = confirmed.with(endpoint);
        Optional<Handshake> handshake =
                endpoint.provider().handshake(request, credentials, now, endpoint.tolerance(), downloads);
        if (handshake.isPresent()) {
            return shake(handshake.get());
        }
        if (!received.method().equals("POST")) {
            return new Decision.Refuse(RefusalCode.METHOD_NOT_ALLOWED, received.method() + " that is no handshake");
        }
        Verdict verdict = endpoint.provider().verify(request, credentials, now, endpoint.tolerance(), downloads);
        if (verdict instanceof Verdict.Refused refused) {
            verdict = localTries.verdict(endpoint, received, request, now, refused);
        }
        if (verdict instanceof Verdict.Refused refused) {
            return notVerified(refused);
        }
        String nonce = ((Verdict.Verified) verdict).nonce();
        Supplier<Decision> work =
                () -> withinLimits(endpoint, request, events(endpoint, received, request, now, nonce));
        return endpoint.lengthy().isEmpty() ? work.get() : new Decision.Evaluate(work);
    }

    private static Decision events(
            Endpoint endpoint, ReceivedRequest received, HookRequest request, Instant now, @Nullable String nonce) {
        try {
            return new Decision.Accept(
                    RequestEvents.of(endpoint, received, request, now),
                    endpoint.provider().isSplit(request),
                    nonce);
        } catch (NotAnEvent e) {
            return new Decision.Refuse(
                    e.isOfUnknownFormat() ? RefusalCode.UNSUPPORTED_MEDIA_TYPE : RefusalCode.NOT_AN_EVENT,
                    String.valueOf(e.getMessage()));
        } catch (UnreadableBody e) {
            return new Decision.Refuse(RefusalCode.UNREADABLE_BODY, String.valueOf(e.getMessage()));
        } catch (DedupKey.NoKey e) {
            return new Decision.Refuse(RefusalCode.NO_DEDUP_KEY, String.valueOf(e.getMessage()));
        } catch (TooManyEvents e) {
            return new Decision.Refuse(RefusalCode.BODY_TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private static Decision shake(Handshake handshake) {
        if (handshake instanceof Handshake.TurnedAway away) {
            return new Decision.Refuse(RefusalCode.NOT_VERIFIED, reason(away.refused()), 0, away.answer());
        }
        return handshake instanceof Handshake.NotVerified failed
                ? notVerified(failed.refused())
                : new Decision.Shake((Handshake.Answer) handshake);
    }

    private Decision withinLimits(Endpoint endpoint, HookRequest request, Decision decision) {
        return decision instanceof Decision.Accept accept
                ? schemaRefusal(endpoint, request, accept)
                        .or(() -> rateRefusal(endpoint))
                        .map(Decision.class::cast)
                        .orElse(accept)
                : decision;
    }

    private static Optional<Decision.Refuse> schemaRefusal(
            Endpoint endpoint, HookRequest request, Decision.Accept accept) {
        PayloadSchema schema = endpoint.limits().schema();
        if (schema == null) {
            return Optional.empty();
        }
        try {
            for (NewEvent one : accept.events()) {
                List<String> violations =
                        schema.violations(request.withBody(one.event().body()).tree());
                if (!violations.isEmpty()) {
                    return refuse(RefusalCode.SCHEMA_NOT_MET, String.join("; ", violations));
                }
            }
            return Optional.empty();
        } catch (UnreadableBody e) {
            return refuse(RefusalCode.UNREADABLE_BODY, String.valueOf(e.getMessage()));
        }
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
                refusal.status(),
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

    /** Whether a request was refused because it showed again what may be shown once only. */
    public static boolean isReplay(Rejection rejection) {
        return rejection.code().equals(RefusalCode.NOT_VERIFIED.word())
                && rejection.reason().equals(REPLAYED);
    }

    /**
     * What a refused request holds, for an operator who lets it in after all: nothing is checked again. What the provider
     * would call the events is found out as far as it can be.
     */
    public List<NewEvent> eventsOf(Endpoint endpoint, Rejection rejection) {
        Instant now = clock.instant();
        ReceivedRequest received = ReceivedRequest.of(rejection);
        Decision decision = evaluations
                .decide(endpoint, () -> events(endpoint, received, request(endpoint, received), now, null))
                .join();
        return decision instanceof Decision.Accept accept
                ? accept.events()
                : List.of(RequestEvents.unknown(endpoint, received, now));
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
        Decision.Refuse refuse = new Decision.Refuse(RefusalCode.of(refused.reason()), reason(refused));
        Download wanted = refused.wanted();
        return wanted == null ? refuse : new Decision.Await(wanted, refuse);
    }

    private static String reason(Verdict.Refused refused) {
        return refused.reason().word() + ": " + refused.detail();
    }

    /** Where keys come from that no endpoint holds. */
    public Downloads downloads() {
        return downloads;
    }

    /** Where what may take long is decided. */
    Evaluations evaluations() {
        return evaluations;
    }

    private static Optional<Decision.Refuse> refuse(RefusalCode code, String reason) {
        return Optional.of(new Decision.Refuse(code, reason));
    }
}
