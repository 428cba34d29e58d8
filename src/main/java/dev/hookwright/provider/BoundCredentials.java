package dev.hookwright.provider;

import dev.hookwright.config.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A provider's schemes and an endpoint's credentials, made ready once. Which scheme decides follows from what the
 * endpoint has configured and never from what a sender leaves out: of the strongest class configured, each secret
 * belongs to the first scheme that applies to it, and no other is tried with it.
 */
final class BoundCredentials {
    private final List<SecretGroup> groups = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, String> config;

    /** Secrets that the same schemes apply to, with the schemes in the order of the provider's file. */
    private record SecretGroup(List<BoundScheme> schemes, List<Integer> indexes) {}

    private record BoundScheme(Scheme scheme, Verifier verifier) {}

    /** Whether a secret that a scheme applies to can be used with it. */
    private record Fit(Scheme scheme, boolean usable) {}

    /** @param title how a complaint calls the provider */
    BoundCredentials(String title, List<Scheme> schemes, Credentials credentials) {
        config = credentials.config();
        SortedSet<String> names = names(schemes);
        for (String given : new TreeSet<>(credentials.named().keySet())) {
            if (!names.contains(given)) {
                complaints.add("there is no credential \"" + given + "\": " + NearestName.remedy(given, names));
            }
        }
        credentials
                .scheme()
                .filter(pinned ->
                        schemes.stream().noneMatch(scheme -> scheme.head().id().equals(pinned)))
                .ifPresent(pinned -> complaints.add(title + " has no scheme \"" + pinned + "\""));
        List<Scheme> eligible = eligible(schemes, credentials);
        boolean some = credentials.named().values().stream().anyMatch(secrets -> !secrets.isEmpty());
        if (eligible.isEmpty() && some) {
            complaints.add("no secret is one that " + title + " gives out");
        }
        Map<List<Fit>, List<Integer>> indexesByFits = new LinkedHashMap<>();
        List<String> secrets =
                eligible.isEmpty() ? List.of() : eligible.get(0).head().secretsOf(credentials);
        for (int index = 0; index < secrets.size(); index++) {
            String secret = secrets.get(index);
            List<Scheme> applying = applying(eligible, secret);
            String complaint = complaint(applying, secret);
            if (complaint == null) {
                List<Fit> fits = applying.stream()
                        .map(scheme -> new Fit(scheme, unusable(scheme, secret) == null))
                        .toList();
                indexesByFits
                        .computeIfAbsent(fits, ignored -> new ArrayList<>())
                        .add(index);
            } else {
                complaints.add("secret " + (index + 1) + " is not one that " + title + " gives out: " + complaint);
            }
        }
        indexesByFits.forEach((fits, indexes) -> groups.add(group(fits, secrets, indexes)));
    }

    static SortedSet<String> names(List<Scheme> schemes) {
        SortedSet<String> names = new TreeSet<>();
        schemes.stream()
                .filter(scheme -> scheme.head().needsSecret())
                .forEach(scheme -> names.add(scheme.head().credential()));
        return names;
    }

    /** What the config of an endpoint lacks whose provider's keys are downloaded. */
    static SortedSet<String> missingConfig(List<Scheme> schemes, Credentials credentials) {
        SortedSet<String> missing = new TreeSet<>();
        eligible(schemes, credentials).stream()
                .filter(scheme -> !scheme.head().needsSecret())
                .forEach(scheme -> missing.addAll(scheme.head().config()));
        missing.removeAll(credentials.config().keySet());
        return missing;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    Verdict verify(HookRequest request, Circumstances at) {
        Reading reading = Reading.of(request, config);
        Verdict.Refused furthest = null;
        for (SecretGroup group : groups) {
            Verdict verdict = verify(group, reading, at);
            if (!(verdict instanceof Verdict.Refused refused)) {
                return verdict;
            }
            if (furthest == null || refused.reason().compareTo(furthest.reason()) > 0) {
                furthest = refused;
            }
        }
        return furthest == null
                ? new Verdict.Refused(Verdict.Reason.NO_CREDENTIAL, "the endpoint has no secret that can be used")
                : furthest;
    }

    private static Verdict verify(SecretGroup group, Reading reading, Circumstances at) {
        List<String> absent = new ArrayList<>();
        for (BoundScheme bound : group.schemes()) {
            SchemeHead head = bound.scheme().head();
            if (head.appliesTo(reading)) {
                try {
                    Verifier.Proof proof = bound.verifier().verify(reading, at);
                    return new Verdict.Verified(
                            head.id(),
                            head.credential(),
                            group.indexes().get(proof.index()),
                            bound.scheme().assurance(),
                            proof.nonce());
                } catch (Refusal e) {
                    return e.refused().alsoWithout(absent);
                }
            }
            bound.scheme().proofHeaders().stream().filter(head::needsHeader).forEach(absent::add);
        }
        return new Verdict.Refused(
                Verdict.Reason.MISSING_SIGNATURE, "no scheme of the provider applies to such a request");
    }

    /** Of the strongest class configured, and of the first credential in it. */
    static List<Scheme> eligible(List<Scheme> schemes, Credentials credentials) {
        boolean choiceless = names(schemes).isEmpty();
        List<Scheme> configured = schemes.stream()
                .filter(scheme -> credentials
                        .scheme()
                        .map(pinned -> pinned.equals(scheme.head().id()))
                        .orElse(!scheme.head().deprecated()))
                .filter(scheme -> scheme.head().isConfigured(credentials)
                        || (choiceless && !scheme.head().needsSecret()))
                .toList();
        Scheme first = null;
        for (Scheme scheme : configured) {
            first = first == null || scheme.assurance().compareTo(first.assurance()) > 0 ? scheme : first;
        }
        Scheme strongest = first;
        return strongest == null
                ? List.of()
                : configured.stream()
                        .filter(scheme -> scheme.assurance() == strongest.assurance()
                                && scheme.head()
                                        .credential()
                                        .equals(strongest.head().credential()))
                        .toList();
    }

    /** Whether any secret is one that a scheme uses which is not the provider's alone. */
    static boolean anyShared(List<Scheme> schemes, Credentials credentials) {
        for (Map.Entry<String, List<String>> named : credentials.named().entrySet()) {
            Credentials alone = new Credentials(
                    Map.of(named.getKey(), named.getValue()), credentials.config(), credentials.scheme());
            for (String secret : named.getValue()) {
                if (!applying(eligible(schemes, alone), secret).stream().allMatch(Scheme::isAsymmetric)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The schemes that can come to decide about the secret: after one without a condition, none does. */
    static List<Scheme> applying(List<Scheme> eligible, String secret) {
        List<Scheme> applying = new ArrayList<>();
        for (Scheme scheme : eligible) {
            if (secret.startsWith(scheme.head().secretPrefix())) {
                applying.add(scheme);
                if (scheme.head().when().isEmpty()) {
                    break;
                }
            }
        }
        return applying;
    }

    private static @Nullable String complaint(List<Scheme> applying, String secret) {
        if (secret.isEmpty() && (applying.isEmpty() || applying.get(0).head().needsSecret())) {
            return "it is empty";
        }
        if (!secret.equals(secret.strip()) && !secret.startsWith("-----BEGIN")) {
            return "it begins or ends with a space or a line break";
        }
        if (applying.isEmpty()) {
            return "it does not begin as the provider's secrets do";
        }
        String why = null;
        for (Scheme scheme : applying) {
            why = unusable(scheme, secret);
            if (why == null) {
                return null;
            }
        }
        return why;
    }

    private static @Nullable String unusable(Scheme scheme, String secret) {
        try {
            scheme.verifier(List.of(secret));
            return null;
        } catch (UnusableSecret e) {
            return e.getMessage();
        }
    }

    /** A scheme that cannot use the secrets still decides, and refuses: what the sender sends must not choose another. */
    private static SecretGroup group(List<Fit> fits, List<String> secrets, List<Integer> indexes) {
        List<String> own = indexes.stream().map(secrets::get).toList();
        try {
            List<BoundScheme> bound = new ArrayList<>();
            for (Fit fit : fits) {
                bound.add(new BoundScheme(
                        fit.scheme(), fit.usable() ? fit.scheme().verifier(own) : unusable()));
            }
            return new SecretGroup(bound, List.copyOf(indexes));
        } catch (UnusableSecret e) {
            throw new IllegalStateException("a secret was usable and is not any more", e);
        }
    }

    private static Verifier unusable() {
        return (reading, at) -> {
            throw new Refusal(Verdict.Reason.NO_CREDENTIAL, "no secret is one for requests of this form");
        };
    }
}
