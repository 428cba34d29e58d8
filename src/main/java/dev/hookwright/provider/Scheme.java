package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way in which a provider proves that a request is its own. */
sealed interface Scheme permits SignedScheme, JwtScheme, TokenScheme, BasicScheme {
    SchemeHead head();

    Verdict.Assurance assurance();

    /** Makes the keys once, for all requests to come. */
    Verifier verifier(List<String> secrets) throws UnusableSecret;

    /**
     * Adds the proof to a request.
     *
     * @throws IllegalArgumentException if it cannot be done with what an endpoint has; says why
     */
    void sign(Outgoing outgoing, String secret, LocalKeys keys) throws UnusableSecret;

    /** Whether the proof can stand in such a request, a form or not. */
    default boolean suits(Outgoing outgoing) {
        return true;
    }

    /** Whether only the provider can sign. */
    default boolean isAsymmetric() {
        return false;
    }

    /** The same with keys of this machine in the place of the provider's. */
    default Scheme locally(LocalKeys keys) {
        return this;
    }

    /** The headers that carry the proof, in lower case; none where it stands elsewhere, or under a name of the endpoint's. */
    List<String> proofHeaders();

    /** The names of the fields of a JSON body that hold the secret itself. */
    default List<String> proofFields() {
        return List.of();
    }

    /** The claims of the request's token, unverified; null if the scheme has none. */
    default @Nullable JsonNode claims(Reading reading) {
        return null;
    }
}
