package dev.hookwright.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's file says, in words, for people.
 *
 * @param proofs how requests are verified
 * @param id where the event's id stands; nothing if the provider sends none
 * @param scope what keeps that id: an event, a delivery or an attempt
 * @param type where the event's type stands
 * @param split the array that holds the events, where a request can hold several
 * @param handshakes the requests by which the provider tests an endpoint
 */
public record ProviderSummary(
        List<Proof> proofs,
        Optional<String> id,
        String scope,
        Optional<String> type,
        Optional<String> split,
        List<String> handshakes) {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "ED25519", "Ed25519",
            "ECDSA_P256_SHA256", "ECDSA P-256 with SHA-256",
            "RSA_PKCS1_SHA256", "RSA with SHA-256",
            "RSA_PKCS1_SHA1", "RSA with SHA-1");

    /** One way in which a request is verified, and the credential that it needs. */
    public record Proof(String credential, String text) {}

    static ProviderSummary of(
            List<Scheme> schemes, List<EventRule> events, String scope, List<HandshakeRule> handshakes) {
        return new ProviderSummary(
                schemes.stream()
                        .map(scheme -> new Proof(scheme.head().credential(), proof(scheme)))
                        .distinct()
                        .toList(),
                each(events, event -> sources(event.id(), event.idJoin())),
                scope,
                each(events, event -> sources(event.type(), event.typeJoin())),
                each(events, event -> Optional.ofNullable(event.split()).map(ProviderSummary::array)),
                handshakes.stream().map(ProviderSummary::handshake).toList());
    }

    /** Where something stands in the forms in which events come. */
    private static Optional<String> each(List<EventRule> events, Function<EventRule, Optional<String>> text) {
        List<String> texts = events.stream()
                .flatMap(event -> text.apply(event).stream())
                .distinct()
                .toList();
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", or ", texts));
    }

    private static String proof(Scheme scheme) {
        String text;
        if (scheme instanceof SignedScheme signed) {
            text = signature(signed);
        } else if (scheme instanceof JwtScheme token) {
            text = "JSON Web Token (" + String.join(", ", token.keyForms().keySet()) + ") in " + places(token.token())
                    + (bound(scheme) ? " that holds a hash of the body" : "");
        } else if (scheme instanceof TokenScheme token) {
            text = "the secret itself in " + places(token.source());
        } else {
            text = "user and password (HTTP Basic)";
        }
        String limits = bound(scheme) ? "" : "; the body is not covered";
        return text + limits + (scheme.head().deprecated() ? " (old: only where asked for by name)" : "");
    }

    private static boolean bound(Scheme scheme) {
        return scheme.assurance() == Verdict.Assurance.SIGNATURE;
    }

    private static String signature(SignedScheme scheme) {
        DottedPath each = scheme.demands().forEach();
        return algorithm(scheme.keyForm()) + " over `" + scheme.content() + "`"
                + (each == null ? "" : ", of " + array(each))
                + ", in " + places(scheme.signature().source()) + time(scheme.timestamp());
    }

    private static String algorithm(KeyForm keys) {
        if (keys instanceof HmacKeys hmac) {
            return hmac.algorithm().replaceFirst("Hmac", "HMAC-");
        }
        if (keys instanceof DigestKeys digest) {
            return "plain " + digest.algorithm().replaceFirst("sha", "SHA-");
        }
        if (keys instanceof PublicKeys pasted) {
            return inWords(pasted.algorithm());
        }
        if (keys instanceof DownloadedKeys downloaded) {
            return inWords(downloaded.algorithm()) + ", by a key that is fetched,";
        }
        return "a signature";
    }

    private static String inWords(PublicKeys.Algorithm algorithm) {
        return ALGORITHMS.getOrDefault(algorithm.name(), algorithm.name());
    }

    private static String time(@Nullable TimestampRule rule) {
        Duration tolerance = rule == null ? null : rule.tolerance();
        return tolerance == null ? "" : ", at most " + tolerance.toSeconds() + " s old";
    }

    private static String places(Source source) {
        return source.places().stream().map(ProviderSummary::place).collect(Collectors.joining(" or "));
    }

    private static String place(Place place) {
        String name = place.name().toString();
        return switch (place.kind()) {
            case HEADER -> "the header `" + name + "`";
            case QUERY -> "the query's `" + name + "`";
            case FORM -> "the form's `" + name + "`";
            case JSON -> "the body's `" + name + "`";
            case CLAIM -> "the claim `" + name + "`";
        };
    }

    private static Optional<String> sources(List<Source> sources, @Nullable String join) {
        List<String> places = sources.stream().map(ProviderSummary::places).toList();
        boolean together = join != null && places.size() > 1;
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(together ? " and " : " or ", places) + (together ? " together" : ""));
    }

    private static String array(DottedPath path) {
        return path.steps().isEmpty() ? "each item of the JSON array" : "each item of `" + path + "`";
    }

    private static String handshake(HandshakeRule rule) {
        List<String> parts = new ArrayList<>();
        rule.match().forEach(condition -> parts.add(condition(condition)));
        if (rule.jsonOnly() != null) {
            parts.add("nothing but `" + rule.jsonOnly() + "`");
        }
        String method = rule.method() == null ? "request" : rule.method();
        return method
                + (parts.isEmpty() ? "" : " with " + String.join(" and ", parts))
                + (rule.verify() ? ", signed as events are" : "")
                + (rule.captured() == null ? "" : ", which brings the secret")
                + (rule.callback() == null ? "" : ", which has an address visited");
    }

    private static String condition(Condition condition) {
        Template value = condition.value();
        String place = place(condition.place());
        return condition.negated() ? "not " + place : place + (value == null ? "" : " saying `" + value + "`");
    }
}
