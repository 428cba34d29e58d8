package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A kind of sender: how it signs, where its event id and type stand, how it tests an endpoint. */
public final class Provider {
    private final String name;
    private final String title;
    private final @Nullable String docs;
    private final boolean unsigned;
    private final List<Scheme> schemes;
    private final EventSources event;
    private final List<HandshakeRule> handshakes;

    Provider(
            String name,
            String title,
            @Nullable String docs,
            boolean unsigned,
            List<Scheme> schemes,
            EventSources event,
            List<HandshakeRule> handshakes) {
        this.name = name;
        this.title = title;
        this.docs = docs;
        this.unsigned = unsigned;
        this.schemes = List.copyOf(schemes);
        this.event = event;
        this.handshakes = List.copyOf(handshakes);
    }

    /**
     * Where the event's id and type stand.
     *
     * @param typeJoin joins all that are found; null where the first that is found counts
     */
    record EventSources(
            List<Source> id, List<Source> type, @Nullable String typeJoin) {
        boolean needsJson() {
            return id.stream().anyMatch(source -> source.kind() == Source.Kind.JSON);
        }
    }

    /** A request that matches is a handshake: verified first if need be, and answered so. */
    record HandshakeRule(List<Source> match, List<String> values, boolean verify, Handshake.Answer answer) {
        boolean matches(HookRequest request) throws UnreadableBody {
            for (int i = 0; i < match.size(); i++) {
                if (!values.get(i).equals(match.get(i).value(request))) {
                    return false;
                }
            }
            return true;
        }
    }

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    /** Where the provider describes its webhooks. */
    public Optional<String> docs() {
        return Optional.ofNullable(docs);
    }

    /** Whether anyone may post. */
    public boolean isUnsigned() {
        return unsigned;
    }

    /** The names of the credentials that can be configured. */
    public SortedSet<String> credentialNames() {
        SortedSet<String> names = new TreeSet<>();
        schemes.forEach(scheme -> names.add(scheme.common().credential()));
        return names;
    }

    /** What is wrong with the credentials, a text each that shows nothing of a secret. */
    public List<String> complaintsAbout(Credentials credentials) {
        List<String> complaints = new ArrayList<>();
        credentials.named().forEach((credential, secrets) -> {
            List<Scheme> using = schemes.stream()
                    .filter(scheme -> scheme.common().credential().equals(credential))
                    .toList();
            for (int i = 0; i < secrets.size(); i++) {
                String secret = secrets.get(i);
                boolean usable = using.stream()
                        .anyMatch(
                                scheme -> secret.startsWith(scheme.common().secretPrefix()) && scheme.accepts(secret));
                if (!usable) {
                    complaints.add("secret " + (i + 1) + " is not one that " + title
                            + " gives out: it is empty, or is not" + " written as it should be");
                }
            }
        });
        return complaints;
    }

    /** Whether the request is the provider's. */
    public Verdict verify(HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance) {
        if (unsigned) {
            return new Verdict.Verified("unsigned", "", 0, Verdict.Assurance.NONE);
        }
        // By what is configured, never by what the sender left out: the strongest class, and in it the first scheme
        // that the configured secrets belong to. It decides alone.
        Scheme chosen = null;
        for (Scheme scheme : schemes) {
            boolean stronger = chosen == null || scheme.assurance().compareTo(chosen.assurance()) > 0;
            if (stronger && !secretsOf(scheme, credentials).isEmpty()) {
                chosen = scheme;
            }
        }
        if (chosen == null) {
            return new Verdict.Refused(Verdict.Reason.NO_CREDENTIAL, "the endpoint has no secret for " + title);
        }
        try {
            return verifyWithAll(chosen, request, credentials, now, tolerance);
        } catch (UnreadableBody e) {
            return new Verdict.Refused(Verdict.Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** Schemes that differ only in the kind of secret stand side by side while secrets are rotated. */
    private Verdict verifyWithAll(
            Scheme chosen, HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance)
            throws UnreadableBody {
        Verdict first = chosen.verify(request, secretsOf(chosen, credentials), now, tolerance);
        for (Scheme other : schemes) {
            boolean beside = other != chosen
                    && !other.common().secretPrefix().isEmpty()
                    && other.assurance() == chosen.assurance()
                    && other.common().credential().equals(chosen.common().credential());
            List<String> secrets = beside ? secretsOf(other, credentials) : List.of();
            if (first instanceof Verdict.Refused && !secrets.isEmpty()) {
                Verdict second = other.verify(request, secrets, now, tolerance);
                if (second instanceof Verdict.Verified) {
                    return second;
                }
            }
        }
        return first;
    }

    private static List<String> secretsOf(Scheme scheme, Credentials credentials) {
        String prefix = scheme.common().secretPrefix();
        return credentials.of(scheme.common().credential()).stream()
                .filter(secret -> secret.startsWith(prefix))
                .toList();
    }

    /** What to answer if the request is a handshake; nothing if it is not. */
    public Optional<Handshake> handshake(
            HookRequest request, Credentials credentials, Instant now, @Nullable Duration tolerance) {
        for (HandshakeRule rule : handshakes) {
            try {
                if (!rule.matches(request)) {
                    continue;
                }
            } catch (UnreadableBody e) {
                continue;
            }
            if (rule.verify() && verify(request, credentials, now, tolerance) instanceof Verdict.Refused refused) {
                return Optional.of(new Handshake.NotVerified(refused));
            }
            return Optional.of(rule.answer());
        }
        return Optional.empty();
    }

    /** Whether the id stands in a JSON body, which must then be one. */
    public boolean needsJson() {
        return event.needsJson();
    }

    /** What the provider calls the event. A type that stands in the body is left out where the body is not JSON. */
    public EventIdentity identify(HookRequest request) throws UnreadableBody {
        String id = null;
        for (Source source : event.id()) {
            id = id == null ? source.value(request) : id;
        }
        List<String> types = new ArrayList<>();
        for (Source source : event.type()) {
            boolean readable = source.kind() != Source.Kind.JSON || needsJson() || request.saysJson();
            String type = readable ? source.value(request) : null;
            if (type != null && !type.isEmpty()) {
                types.add(type);
            }
        }
        String join = event.typeJoin();
        String type = types.isEmpty() ? null : join == null ? types.get(0) : String.join(join, types);
        return new EventIdentity(id == null || id.isEmpty() ? null : id, type);
    }

    /**
     * The headers with which the provider would send a body, for trying an endpoint out.
     *
     * @param eventId where the provider says the id in a header
     * @param eventType where the provider says the type in a header
     */
    public Map<String, String> sign(
            byte[] body, String url, Credentials credentials, Instant at, String eventId, @Nullable String eventType) {
        Map<String, String> headers = new LinkedHashMap<>();
        event.id().stream()
                .filter(source -> source.kind() == Source.Kind.HEADER)
                .findFirst()
                .ifPresent(source -> headers.put(source.names().get(0), source.prefix() + eventId));
        Source typeSource = event.type().isEmpty() ? null : event.type().get(0);
        if (typeSource != null && typeSource.kind() == Source.Kind.HEADER && eventType != null) {
            String join = event.typeJoin();
            int end = join == null ? -1 : eventType.indexOf(join);
            headers.put(typeSource.names().get(0), end < 0 ? eventType : eventType.substring(0, end));
        }
        Map<String, List<String>> known = new LinkedHashMap<>();
        headers.forEach((header, value) -> known.put(header, List.of(value)));
        for (Scheme scheme : schemes) {
            List<String> secrets = secretsOf(scheme, credentials);
            if (secrets.isEmpty()) {
                continue;
            }
            try {
                HookRequest request = new HookRequest("POST", url, known, Map.of(), body);
                Map<String, String> proof = scheme.sign(request, secrets.get(0), at);
                if (!proof.isEmpty()) {
                    headers.putAll(proof);
                    break;
                }
            } catch (UnreadableBody e) {
                throw new IllegalArgumentException("the body cannot be signed: " + e.getMessage(), e);
            }
        }
        return headers;
    }
}
