package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request does not verify, found by trying what usually goes wrong. It costs a hundred signatures or so: it is for
 * whoever looks at a refused request, not for the moment of refusing it.
 */
public final class Diagnosis {
    /** So that age does not hide what else is wrong. */
    private static final Duration ANY_AGE = Duration.ofDays(36_500);
    /** A header that more providers use than this says nothing of who sent the request. */
    private static final int COMMON = 4;

    private final ProviderRegistry registry;
    private final Downloads downloads;

    /** @param downloads where keys come from that no endpoint holds */
    public Diagnosis(ProviderRegistry registry, Downloads downloads) {
        this.registry = registry;
        this.downloads = downloads;
    }

    /**
     * What is wrong with a request.
     *
     * @param at when it came in
     * @param tolerance the endpoint's own; null for the provider's
     * @return what was found, the most telling first; never empty
     */
    public List<Finding> of(
            Provider provider, Credentials credentials, HookRequest request, Instant at, @Nullable Duration tolerance) {
        Optional<Finding> handshake = provider.handshake(request, credentials, at, tolerance, downloads)
                .flatMap(Diagnosis::ofHandshake);
        if (handshake.isPresent()) {
            return List.of(handshake.get());
        }
        Verdict verdict = provider.verify(request, credentials, at, tolerance, downloads);
        if (!(verdict instanceof Verdict.Refused refused)) {
            return List.of(new Finding(
                    "verifies-now",
                    "with the endpoint as it is configured now, the request verifies: it can be accepted"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(refused.reason().word(), refused.detail()));
        switch (refused.reason()) {
            case STALE -> findings.add(age(provider, credentials, request, at));
            case MISMATCH, DIGEST_MISMATCH -> {
                reencoded(provider, credentials, request, at).ifPresent(findings::add);
                otherCredential(provider, credentials, request, at).ifPresent(findings::add);
            }
            default -> {}
        }
        if (refused.reason() != Verdict.Reason.STALE) {
            findings.addAll(otherProviders(provider, credentials, request, at));
        }
        return findings;
    }

    /** Whether the request would verify, were it of any age. What takes anyone's post says nothing. */
    public static boolean fits(Provider provider, Credentials credentials, HookRequest request, Instant at) {
        return provider.verify(request, credentials, at, ANY_AGE) instanceof Verdict.Verified verified
                && verified.assurance() != Verdict.Assurance.NONE;
    }

    /** Nothing of one that is signed: what its signature lacks is said as of any other request. */
    private static Optional<Finding> ofHandshake(Handshake handshake) {
        if (handshake instanceof Handshake.TurnedAway away) {
            return Optional.of(
                    new Finding("handshake-turned-away", away.refused().detail()));
        }
        return handshake instanceof Handshake.NotVerified
                ? Optional.empty()
                : Optional.of(new Finding(
                        "answered-now",
                        "with the endpoint as it is configured now, this handshake is answered: let the provider send"
                                + " it again"));
    }

    private static Finding age(Provider provider, Credentials credentials, HookRequest request, Instant at) {
        return fits(provider, credentials, request, at)
                ? new Finding(
                        "only-stale",
                        "but for its age it verifies: a late redelivery or a replay, or this machine's clock is wrong")
                : new Finding(
                        "stale-and-mismatch", "besides, its signature does not fit any of the endpoint's secrets");
    }

    private static Optional<Finding> reencoded(
            Provider provider, Credentials credentials, HookRequest request, Instant at) {
        return ReencodedBody.of(request.body())
                .filter(variant -> fits(provider, credentials, request.withBody(variant.body()), at))
                .findFirst()
                .map(variant -> new Finding(
                        "body-reencoded",
                        "the body was re-encoded on its way: it was signed " + variant.what()
                                + "; let the proxy before this server pass it on as it is"));
    }

    /** What is configured, but for another of the provider's schemes. */
    private static Optional<Finding> otherCredential(
            Provider provider, Credentials credentials, HookRequest request, Instant at) {
        List<String> all = credentials.named().values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        for (String name : provider.credentialNames()) {
            for (String scheme : provider.schemeIds()) {
                Credentials moved = new Credentials(Map.of(name, all), credentials.config(), Optional.of(scheme));
                if (fits(provider, moved, request, at)) {
                    return Optional.of(new Finding(
                            "other-secret",
                            "it verifies by the scheme \"" + scheme
                                    + "\" with a secret of the endpoint that is configured for another: move it to \""
                                    + name + "\" under secrets"));
                }
            }
        }
        return Optional.empty();
    }

    private List<Finding> otherProviders(Provider provider, Credentials credentials, HookRequest request, Instant at) {
        Map<String, List<Provider>> byHeader = new LinkedHashMap<>();
        for (Provider other : registry.all()) {
            if (other.name().equals(provider.name())) {
                continue;
            }
            for (String header : other.proofHeaders()) {
                if (request.headers().containsKey(header)) {
                    byHeader.computeIfAbsent(header, name -> new ArrayList<>()).add(other);
                }
            }
        }
        List<String> secrets = credentials.named().values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        List<Finding> looks = new ArrayList<>();
        for (Map.Entry<String, List<Provider>> entry : byHeader.entrySet()) {
            for (Provider other : entry.getValue()) {
                if (fitsAny(other, secrets, credentials.config(), request, at)) {
                    return List.of(new Finding(
                            "other-provider",
                            "it verifies as a request of " + other.title()
                                    + " with the endpoint's secret: say provider: " + other.name()));
                }
            }
            boolean own = provider.proofHeaders().contains(entry.getKey());
            if (!own && entry.getValue().size() <= COMMON) {
                looks.add(new Finding(
                        "other-provider",
                        "it has the header " + entry.getKey() + ", in which "
                                + String.join(
                                        " or ",
                                        entry.getValue().stream()
                                                .map(Provider::title)
                                                .toList())
                                + " signs: the sender is another than " + provider.title()));
            }
        }
        return looks;
    }

    private static boolean fitsAny(
            Provider other, List<String> secrets, Map<String, String> config, HookRequest request, Instant at) {
        return other.credentialNames().stream()
                .anyMatch(name ->
                        fits(other, new Credentials(Map.of(name, secrets), config, Optional.empty()), request, at));
    }
}
