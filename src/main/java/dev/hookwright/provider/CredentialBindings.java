package dev.hookwright.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A provider's schemes with the credentials of its endpoints, each made ready once. Safe for many threads. */
final class CredentialBindings {
    private static final int MOST = 256;

    private final String title;
    private final List<Scheme> schemes;
    private final Map<Credentials, BoundCredentials> bound = new ConcurrentHashMap<>();

    /** @param title how a complaint calls the provider */
    CredentialBindings(String title, List<Scheme> schemes) {
        this.title = title;
        this.schemes = schemes;
    }

    BoundCredentials of(Credentials credentials) {
        BoundCredentials known = bound.get(credentials);
        if (known != null) {
            return known;
        }
        if (bound.size() >= MOST) {
            // An endpoint keeps its credentials; that many are left over from reloads and diagnoses.
            bound.clear();
        }
        return bound.computeIfAbsent(credentials, given -> new BoundCredentials(title, schemes, given));
    }

    List<Scheme> eligible(Credentials credentials) {
        return BoundCredentials.eligible(schemes, credentials);
    }

    /** The first secret of the credential that decides, that any scheme applies to. */
    Optional<String> newest(Credentials credentials) {
        List<Scheme> eligible = eligible(credentials);
        return eligible.stream()
                .findFirst()
                .flatMap(first -> first.head().secretsOf(credentials).stream()
                        .filter(secret -> secret.isEmpty() != first.head().needsSecret()
                                && !BoundCredentials.applying(eligible, secret).isEmpty())
                        .findFirst());
    }
}
