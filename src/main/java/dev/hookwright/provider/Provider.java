package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
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

    private final Description description;
    private final @Nullable HookRequest example;
    private final Map<Credentials, BoundCredentials> bound = new ConcurrentHashMap<>();

    /**
     * What a provider's file says.
     *
     * @param schemes in the order in which they are considered; none for a provider that signs nothing
     * @param idScope what keeps the event's id: an event, a delivery or an attempt
     * @param configNames what the templates take from an endpoint's config
     * @param signsUrl whether a signature covers the URL that the provider was given
     * @param cautions what an operator should know of how little is proven
     */
    record Description(
            String name,
            String title,
            Optional<String> docs,
            Optional<String> family,
            List<String> connect,
            List<Scheme> schemes,
            EventRule event,
            String idScope,
            List<HandshakeRule> handshakes,
            Acknowledgement acknowledgement,
            SortedSet<String> configNames,
            boolean signsUrl,
            List<String> cautions) {}

    Provider(Description description) {
        this(description, null);
    }

    private Provider(Description description, @Nullable HookRequest example) {
        this.description = description;
        this.example = example;
    }

    Provider withExample(@Nullable HookRequest request) {
        return new Provider(description, request);
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
                description.schemes(), List.of(description.event()), description.idScope(), description.handshakes());
    }

    /** Whether anyone may post. */
    public boolean isUnsigned() {
        return description.schemes().isEmpty();
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
        return isUnsigned() ? UNSIGNED : bound(credentials).verify(request, at);
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
            return Optional.of(rule.answer(reading, () -> newest(credentials), secretFormat(), at));
        }
        return Optional.empty();
    }

    /** A handshake is signed with the key that events are signed with. */
    private SecretFormat secretFormat() {
        for (Scheme scheme : description.schemes()) {
            if (scheme instanceof SignedScheme signed && signed.keyForm() instanceof HmacKeys keys) {
                return keys.format();
            }
        }
        return SecretFormat.AS_IT_IS;
    }

    /** Whether the id stands in a JSON body, which must then be one. */
    public boolean needsJson() {
        return description.event().needsJson();
    }

    /** What the provider calls the event. A type that stands in the body is left out where the body is not JSON. */
    public EventIdentity identify(HookRequest request) throws UnreadableBody {
        return description.event().identify(reading(request));
    }

    /** Where the provider says an event's id. */
    public String idSource() {
        return description.event().idSource();
    }

    /** Whether a request of the provider holds several events. */
    public boolean isSplit() {
        return description.event().split() != null;
    }

    /** The events of a request of a provider that is split; empty where there are none in it. */
    public List<EventItem> split(HookRequest request) throws UnreadableBody {
        return description.event().items(reading(request));
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
     * A request as the provider would send it, for trying an endpoint out.
     *
     * @param keys to sign with in the place of a provider's that only the provider has
     * @throws IllegalArgumentException if it cannot be made with what an endpoint has; says why
     */
    public SignedRequest sign(Draft draft, Credentials credentials, Instant at, LocalKeys keys) {
        List<Scheme> eligible = eligible(credentials);
        String secret = newest(credentials).orElse("");
        List<Scheme> applying = BoundCredentials.applying(eligible, secret);
        return new Signing(description.event(), applying, secret, credentials.config(), keys).sign(draft, at);
    }

    /**
     * Whether the request is one that was signed with keys of this machine in the place of the provider's. Refused
     * wherever a secret is configured that the endpoint and the provider share: that is what its requests are signed
     * with.
     */
    public Verdict verifyLocally(
            HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance, LocalKeys keys) {
        List<Scheme> eligible = eligible(credentials);
        if (eligible.isEmpty() || BoundCredentials.anyShared(description.schemes(), credentials)) {
            return new Verdict.Refused(Verdict.Reason.NO_CREDENTIAL, "its requests are not signed with keys");
        }
        List<Scheme> local =
                eligible.stream().map(scheme -> scheme.locally(keys)).toList();
        return new BoundCredentials(title(), local, credentials)
                .verify(request, new Circumstances(now, tolerance, Downloads.NONE));
    }

    /** A request of the provider's to be signed, after an example in its file. */
    public Optional<Draft> example(String url, @Nullable String eventType) {
        return Optional.ofNullable(example).map(request -> Draft.like(request, url, eventType));
    }

    /**
     * A type as the provider writes it in a header, of which the name of a file has dots for slashes, colons and
     * spaces.
     */
    public String typeNamed(String file) {
        return example == null ? file : description.event().typeLike(reading(example), file);
    }

    List<Scheme> schemes() {
        return description.schemes();
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
