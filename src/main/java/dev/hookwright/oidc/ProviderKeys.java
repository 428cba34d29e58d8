package dev.hookwright.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys by which a provider signs. Fetched anew when they are old, and for a key that is not among them. */
final class ProviderKeys {
    private static final Duration LONGEST = Duration.ofHours(1);
    /** More often than this, a token cannot make us look again. */
    static final Duration LEAST_AGE = Duration.ofSeconds(30);

    private final ProviderHttp http;
    private final InstantSource clock;
    private @Nullable Kept kept;

    private record Kept(URI address, JWKSet keys, Instant at) {}

    ProviderKeys(ProviderHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /** Those that may have signed a token; none if the provider has no such key. Blocks. */
    synchronized List<JWK> find(URI address, JWSHeader header) throws ProviderAway {
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        Kept present = kept;
        if (present == null || !present.address().equals(address) || isOlder(present, LONGEST)) {
            present = fetch(address);
        }
        List<JWK> found = selector.select(present.keys());
        return found.isEmpty() && isOlder(present, LEAST_AGE)
                ? selector.select(fetch(address).keys())
                : found;
    }

    private boolean isOlder(Kept present, Duration age) {
        return !clock.instant().isBefore(present.at().plus(age));
    }

    private Kept fetch(URI address) throws ProviderAway {
        ProviderHttp.Answer answer = http.get(address, Map.of());
        try {
            if (answer.status() == 200) {
                Kept fetched = new Kept(address, JWKSet.parse(answer.text()).toPublicJWKSet(), clock.instant());
                kept = fetched;
                return fetched;
            }
        } catch (ParseException e) {
            // said below
        }
        throw new ProviderAway("what is at " + address + " are no keys (it answers " + answer.status() + ")");
    }
}
