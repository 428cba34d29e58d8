package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of sender: how it signs, where its event id and type stand, how it tests an endpoint. Safe for many threads. */
public final class Provider {
    private static final int MAX_BOUND = 256;
    private static final Verdict UNSIGNED = new Verdict.Verified("unsigned", "", 0, Verdict.Assurance.NONE);
    private static final Verdict NONE_CONFIRMED = new Verdict.Refused(
            Verdict.Reason.NO_CREDENTIAL, "no secret is confirmed yet (./hookwright secrets ENDPOINT)");

    private final Description description;
    private final Map<Credentials, BoundCredentials> bound = new ConcurrentHashMap<>();

    /**
     * What a provider's file says.
     *
     * @param schemes in the order in which they are considered; none for a provider that signs nothing
     * @param idScope what keeps the event's id: an event, a delivery or an attempt
     * @param configNames what the templates take from an endpoint's config
     * @param events the forms in which events come, of which the first counts that a request has
     * @param signsUrl whether a signature covers the URL that the provider was given
     * @param secretsOptional whether an endpoint may say that it has no secret, and takes anyone's post
     * @param cautions what an operator should know of how little is proven
     */
    record Description(
            String name,
            String title,
            Optional<String> docs,
            Optional<String> family,
            List<String> connect,
            List<Scheme> schemes,
            List<EventForm> events,
            String idScope,
            List<HandshakeRule> handshakes,
            Acknowledgement acknowledgement,
            SortedSet<String> configNames,
            boolean signsUrl,
            boolean secretsOptional,
            List<String> cautions) {}

    Provider(Description description) {
        this.description = description;
    }

    public String name() {
        return description.name();
    }

    public String title() {
        return description.title();
    }

    /** Where the provider describes its webhooks. */
    public Optional<String> docs() {
        return description.docs();
    }

    /** What the provider is for, in one word: payments, chat. */
    public Optional<String> family() {
        return description.family();
    }

    /** The steps that connect the provider to an endpoint, a text each; empty if the file says none. */
    public List<String> connect() {
        return description.connect();
    }

    /** What the provider's file says, in words. */
    public ProviderSummary summary() {
        return ProviderSummary.of(
                description.schemes(),
                EventForm.rules(description.events()),
                description.idScope(),
                description.handshakes());
    }

    /** Whether anyone may post. */
    public boolean isUnsigned() {
        return description.schemes().isEmpty();
    }

    /** Whether an endpoint may say that it has no secret, and takes anyone's post. */
    public boolean secretsAreOptional() {
        return description.secretsOptional();
    }

    /** Whether the provider tells the secret itself, in a handshake. */
    public boolean capturesSecret() {
        return description.handshakes().stream().anyMatch(rule -> rule.captured() != null);
    }

    public Acknowledgement acknowledgement() {
        return description.acknowledgement();
    }

    /** The names of the credentials that can be configured. */
    public SortedSet<String> credentialNames() {
        return BoundCredentials.names(description.schemes());
    }

    /** The schemes by which the provider signs, as a file or an endpoint calls them. */
    List<String> schemeIds() {
        return description.schemes().stream().map(scheme -> scheme.head().id()).toList();
    }

    /** The headers in which the provider's proof stands, in lower case. */
    SortedSet<String> proofHeaders() {
        return description.schemes().stream()
                .flatMap(scheme -> scheme.proofHeaders().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an endpoint's config can say. */
    public SortedSet<String> configNames() {
        return description.configNames();
    }

    /** Whether a signature covers the URL that the provider was given, which an endpoint must then say. */
    public boolean signsUrl() {
        return description.signsUrl();
    }

    /** What an operator should know: old algorithms, schemes that do not cover the body. */
    public List<String> cautions() {
        return description.cautions();
    }

    /** Whether an endpoint with these credentials can verify without any secret. */
    public boolean needsNoSecret(Credentials credentials) {
        List<Scheme> eligible = eligible(credentials);
        return !eligible.isEmpty() && !eligible.get(0).head().needsSecret();
    }

    /** The names of what an endpoint's config lacks, where verification cannot do without. */
    public SortedSet<String> missingConfig(Credentials credentials) {
        return BoundCredentials.missingConfig(description.schemes(), credentials);
    }

    /** What is wrong with the credentials, a text each that shows nothing of a secret. */
    public List<String> complaintsAbout(Credentials credentials) {
        return isUnsigned() ? List.of() : bound(credentials).complaints();
    }

    /**
     * Whether the request is the provider's.
     *
     * @param tolerance how far a signed timestamp may be off, instead of what the provider's file says
     */
    public Verdict verify(HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance) {
        return verify(request, credentials, now, tolerance, Downloads.NONE);
    }

    /** As above, with the keys that were downloaded. A refusal may name another that has to be, to be asked again then. */
    public Verdict verify(
            HookRequest request,
            Credentials credentials,
            Instant now,
            @Nullable Duration tolerance,
            Downloads downloads) {
        return verify(request, credentials, new Circumstances(now, tolerance, downloads));
    }

    private Verdict verify(HookRequest request, Credentials credentials, Circumstances at) {
        if (isUnsigned() || (secretsAreOptional() && credentials.hasNoSecret())) {
            return UNSIGNED;
        }
        return capturesSecret() && credentials.hasNoSecret()
                ? NONE_CONFIRMED
                : bound(credentials).verify(request, at);
    }

    /** The methods besides POST by which the provider tests an endpoint. */
    public Set<String> handshakeMethods() {
        return description.handshakes().stream()
                .flatMap(rule -> Stream.ofNullable(rule.method()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What to answer if the request is a handshake; nothing if it is not. */
    public Optional<Handshake> handshake(
            HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance) {
        return handshake(request, credentials, now, tolerance, Downloads.NONE);
    }

    /** As above, with what was downloaded. */
    public Optional<Handshake> handshake(
            HookRequest request,
            Credentials credentials,
            Instant now,
            @Nullable Duration tolerance,
            Downloads downloads) {
        Circumstances at = new Circumstances(now, tolerance, downloads);
        Reading reading = Reading.of(request, credentials.config());
        for (HandshakeRule rule : description.handshakes()) {
            if (!rule.matches(reading)) {
                continue;
            }
            if (rule.verify() && verify(request, credentials, at) instanceof Verdict.Refused refused) {
                return Optional.of(new Handshake.NotVerified(refused));
            }
            return Optional.of(
                    rule.answer(reading, () -> newest(credentials), SecretFormat.of(description.schemes()), at));
        }
        return Optional.empty();
    }

    /** Checks that a request has what all of the provider's events have. */
    public void check(HookRequest request) throws NotAnEvent, UnreadableBody {
        form(request).check(reading(request));
    }

    /** What the provider calls the event. A type that stands in the body is left out where the body is not JSON. */
    public EventIdentity identify(HookRequest request) throws UnreadableBody {
        return form(request).rule().identify(reading(request));
    }

    /** Whether such a request of the provider holds several events. */
    public boolean isSplit(HookRequest request) {
        return form(request).rule().split() != null;
    }

    /** Where the provider says an event's id. */
    public String idSource() {
        return EventForm.idSource(description.events());
    }

    /** The events of a request that is split; empty where there are none in it. */
    public List<EventItem> split(HookRequest request) throws UnreadableBody {
        return form(request).rule().items(reading(request));
    }

    private EventForm form(HookRequest request) {
        return EventForm.of(description.events(), request);
    }

    private Reading reading(HookRequest request) {
        Reading reading = Reading.of(request, Map.of());
        return description.schemes().stream()
                .map(scheme -> scheme.claims(reading))
                .filter(claims -> claims != null)
                .findFirst()
                .map(reading::withClaims)
                .orElse(reading);
    }

    /**
     * The headers with which the provider would send a body, for trying an endpoint out.
     *
     * @param eventId where the provider says the id in a header
     * @param eventType where the provider says the type in a header
     * @throws IllegalArgumentException if the provider's requests cannot be made with what an endpoint has; says why
     */
    public Map<String, String> sign(
            byte[] body, String url, Credentials credentials, Instant at, String eventId, @Nullable String eventType) {
        Outgoing outgoing = new Outgoing(url, body, at, credentials.config());
        form(outgoing.reading().request()).put(outgoing, eventId, eventType);
        if (!isUnsigned()) {
            newest(credentials).ifPresent(secret -> sign(outgoing, credentials, secret));
        }
        return outgoing.headers();
    }

    /** By the first scheme that can, of those that apply to the request as it stands before those that may come to. */
    private void sign(Outgoing outgoing, Credentials credentials, String secret) {
        HookRequest request = outgoing.reading().request();
        Reading reading = Reading.of(request, credentials.config());
        List<Scheme> schemes = new ArrayList<>(BoundCredentials.applying(eligible(credentials), secret));
        schemes.sort(Comparator.comparing((Scheme scheme) -> !scheme.head().appliesTo(reading)));
        IllegalArgumentException why = null;
        for (Scheme scheme : schemes) {
            try {
                scheme.sign(outgoing, secret);
                return;
            } catch (UnusableSecret e) {
                why = new IllegalArgumentException("the secret is not usable: " + e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                why = why == null ? e : why;
            }
        }
        if (why != null) {
            throw why;
        }
    }

    private List<Scheme> eligible(Credentials credentials) {
        return BoundCredentials.eligible(description.schemes(), credentials);
    }

    /** The first secret of the credential that decides, that any scheme applies to. */
    private Optional<String> newest(Credentials credentials) {
        List<Scheme> eligible = eligible(credentials);
        return eligible.stream()
                .findFirst()
                .flatMap(first -> first.head().secretsOf(credentials).stream()
                        .filter(secret -> secret.isEmpty() != first.head().needsSecret()
                                && !BoundCredentials.applying(eligible, secret).isEmpty())
                        .findFirst());
    }

    private BoundCredentials bound(Credentials credentials) {
        BoundCredentials known = bound.get(credentials);
        if (known != null) {
            return known;
        }
        if (bound.size() >= MAX_BOUND) {
            // An endpoint keeps its credentials; that many are left over from reloads.
            bound.clear();
        }
        return bound.computeIfAbsent(credentials, given -> new BoundCredentials(title(), description.schemes(), given));
    }
}
