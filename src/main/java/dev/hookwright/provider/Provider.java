package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of sender: how it signs, where its event id and type stand, how it tests an endpoint. Safe for many threads. */
public final class Provider {
    private static final Verdict UNSIGNED = new Verdict.Verified("unsigned", "", 0, Verdict.Assurance.NONE);
    private static final Verdict NONE_CONFIRMED = new Verdict.Refused(
            Verdict.Reason.NO_CREDENTIAL, "no secret is confirmed yet (./hookwright secrets ENDPOINT)");

    private final ProviderDescription description;
    private final @Nullable Example example;
    private final CredentialBindings bindings;

    Provider(ProviderDescription description) {
        this(description, null);
    }

    private Provider(ProviderDescription description, @Nullable Example example) {
        this.description = description;
        this.example = example;
        this.bindings = new CredentialBindings(description.title(), description.schemes());
    }

    Provider withExample(@Nullable Example one) {
        return new Provider(description, one);
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
    public List<String> schemeIds() {
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
        List<Scheme> eligible = bindings.eligible(credentials);
        return !eligible.isEmpty() && !eligible.get(0).head().needsSecret();
    }

    /** The names of what an endpoint's config lacks, where verification cannot do without. */
    public SortedSet<String> missingConfig(Credentials credentials) {
        return BoundCredentials.missingConfig(description.schemes(), credentials);
    }

    /** What is wrong with the credentials, a text each that shows nothing of a secret. */
    public List<String> complaintsAbout(Credentials credentials) {
        return isUnsigned() ? List.of() : bindings.of(credentials).complaints();
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
                : bindings.of(credentials).verify(request, at);
    }

    /** The methods besides POST by which the provider tests an endpoint. */
    public Set<String> handshakeMethods() {
        return description.handshakes().stream()
                .flatMap(rule -> Stream.ofNullable(rule.method()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What an endpoint's config has to say for every handshake to be answered. */
    public Stream<String> handshakeConfig() {
        return description.handshakeConfig();
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
            return Optional.of(rule.answer(
                    reading, () -> bindings.newest(credentials), SecretFormat.of(description.schemes()), at));
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
     * A request as the provider would send it, for trying an endpoint out.
     *
     * @param keys to sign with in the place of a provider's that only the provider has
     * @throws IllegalArgumentException if it cannot be made with what an endpoint has; says why
     */
    public SignedRequest sign(Draft draft, Credentials credentials, Instant at, LocalKeys keys) {
        List<Scheme> eligible = bindings.eligible(credentials);
        String secret = bindings.newest(credentials).orElse("");
        List<Scheme> applying = BoundCredentials.applying(eligible, secret);
        return new Signing(description.events(), applying, secret, credentials.config(), keys).sign(draft, at);
    }

    /**
     * Whether the request is one that was signed with keys of this machine in the place of the provider's. Refused
     * wherever a secret is configured that the endpoint and the provider share: that is what its requests are signed
     * with.
     */
    public Verdict verifyLocally(
            HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance, LocalKeys keys) {
        List<Scheme> eligible = bindings.eligible(credentials);
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
        return Optional.ofNullable(example).map(one -> Draft.like(one.request(), url, eventType));
    }

    /**
     * A type as the provider writes it in a header, of which the name of a file has dots for slashes, colons and
     * spaces.
     */
    public String typeNamed(String file) {
        if (example == null) {
            return file;
        }
        HookRequest request = example.request();
        return form(request).rule().typeLike(reading(request), file);
    }

    /** Secrets of the right form that are nobody's, if the file shows any. */
    public Credentials exampleCredentials() {
        return example == null ? Credentials.NONE : example.credentials();
    }

    List<Scheme> schemes() {
        return description.schemes();
    }
}
