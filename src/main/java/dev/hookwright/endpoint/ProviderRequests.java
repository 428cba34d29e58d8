package dev.hookwright.endpoint;

import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.SignedRequest;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.provider.Verdict;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes requests to an endpoint as its provider would: good ones, and such as must be refused. */
public final class ProviderRequests {
    private static final Duration STALE_BY = Duration.ofDays(1);

    private final Endpoint endpoint;
    private final Credentials credentials;
    private final LocalKeys keys;

    /**
     * Makes them.
     *
     * @param credentials with which the endpoint verifies
     * @param keys to sign with where only the provider has the private key
     */
    public ProviderRequests(Endpoint endpoint, Credentials credentials, LocalKeys keys) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.keys = keys;
    }

    /** How the request differs from a good one. */
    public enum Variant {
        BAD_SIGNATURE,
        STALE,
        DUPLICATE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Makes one.
     *
     * @throws CannotBeMade rather than make what the endpoint would take for something else
     */
    public SignedRequest make(Draft draft, @Nullable Variant variant, Instant now) {
        if (endpoint.provider().capturesSecret() && credentials.hasNoSecret()) {
            throw new CannotBeMade(
                    endpoint.provider().title() + " names its secret itself, and only the server holds it (put it under"
                            + " secrets: too, ./hookwright secrets " + endpoint.name() + " --show ID prints it)",
                    false);
        }
        if (variant == Variant.BAD_SIGNATURE) {
            return forged(draft, now);
        }
        boolean stale = variant == Variant.STALE;
        SignedRequest request = signed(draft, credentials, stale ? now.minus(STALE_BY) : now, keys);
        Verdict verdict = verdict(request, now);
        if (stale && verdict instanceof Verdict.Verified) {
            throw new CannotBeMade(
                    endpoint.provider().title() + " signs no time that is held to a limit, so that an old request would"
                            + " be accepted (leave out the variant stale)",
                    true);
        }
        if (!stale && verdict instanceof Verdict.Refused refused) {
            throw cannotBeMade(refused.detail());
        }
        return request;
    }

    /** With the first secret of the right form that is another one, which not every changed letter makes. */
    private SignedRequest forged(Draft draft, Instant now) {
        SignedRequest best = null;
        for (Credentials others : OtherSecrets.than(credentials)) {
            try {
                SignedRequest request = signed(draft, others, now, TriggerKeys.unknown());
                Verdict verdict = verdict(request, now);
                if (verdict instanceof Verdict.Refused refused) {
                    best = request;
                    if (refused.reason() == Verdict.Reason.MISMATCH) {
                        break;
                    }
                }
            } catch (CannotBeMade e) {
                // Not of the right form; the next one may be.
            }
        }
        if (best == null) {
            throw new CannotBeMade(
                    endpoint.provider().title() + " has no signature that could be wrong (leave out the variant"
                            + " bad-signature)",
                    true);
        }
        return best;
    }

    private SignedRequest signed(Draft draft, Credentials by, Instant at, LocalKeys with) {
        try {
            return endpoint.provider().sign(draft, by, at, with);
        } catch (IllegalArgumentException e) {
            throw cannotBeMade(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CannotBeMade(e.getMessage() + " (check --data, the server's data folder)", false);
        }
    }

    private CannotBeMade cannotBeMade(String why) {
        return new CannotBeMade("a request of " + endpoint.provider().title() + " cannot be made: " + why, false);
    }

    /** What the endpoint will say. */
    private Verdict verdict(SignedRequest request, Instant now) {
        Verdict verdict = endpoint.provider().verify(request.received(), credentials, now, endpoint.tolerance());
        return verdict instanceof Verdict.Verified
                ? verdict
                : endpoint.provider().verifyLocally(request.received(), credentials, now, endpoint.tolerance(), keys);
    }
}
