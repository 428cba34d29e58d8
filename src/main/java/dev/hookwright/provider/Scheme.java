package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way in which a provider proves that a request is its own. */
sealed interface Scheme permits HmacScheme, Ed25519Scheme, TokenScheme {
    Common common();

    Verdict.Assurance assurance();

    /** Decides about the request with the secrets that are eligible. */
    Verdict verify(HookRequest request, List<String> secrets, Instant now, @Nullable Duration tolerance)
            throws UnreadableBody;

    /** Whether the secret can be used at all. */
    boolean accepts(String secret);

    /** The headers that prove a request, as the provider would send them. Empty if this cannot be done with a secret. */
    Map<String, String> sign(HookRequest request, String secret, Instant at) throws UnreadableBody;

    /**
     * What all schemes have.
     *
     * @param credential the name of the credential that it uses
     * @param secretPrefix it is used only for secrets that begin so; empty for all
     */
    record Common(String id, String credential, String secretPrefix) {}
}
