package dev.hookwright.provider;

import java.util.List;
import java.util.Set;

/**
 * What all schemes have.
 *
 * @param credential the name of the credential that the scheme takes its secrets from; empty if it takes none
 * @param config what it needs of the endpoint's config, where it takes no secret
 * @param when what a request has to have for the scheme to apply
 * @param secretPrefix how a secret has to start for the scheme to apply to it; empty for all
 * @param deprecated whether it is used only where an endpoint asks for it by its id
 */
record SchemeHead(
        String id,
        String credential,
        Set<String> config,
        List<Condition> when,
        String secretPrefix,
        boolean deprecated) {
    /** What stands for the secret of a scheme that takes none. */
    private static final List<String> NO_SECRET = List.of("");

    boolean needsSecret() {
        return !credential.isEmpty();
    }

    boolean appliesTo(Reading reading) {
        return when.stream().allMatch(condition -> condition.holds(reading));
    }

    /** Whether the scheme applies only to what has such a header, whatever it says. */
    boolean needsHeader(String name) {
        return when.stream()
                .anyMatch(condition -> condition.value() == null
                        && !condition.negated()
                        && condition.place().toString().equalsIgnoreCase("header " + name));
    }

    /** Gives a request the values that it has to have for the scheme to apply. */
    void fulfil(Outgoing outgoing) {
        when.forEach(condition -> condition.fulfil(outgoing));
    }

    List<String> secretsOf(Credentials credentials) {
        return needsSecret() ? credentials.of(credential) : NO_SECRET;
    }

    /** Whether the endpoint has what the scheme needs. */
    boolean isConfigured(Credentials credentials) {
        return needsSecret()
                ? credentials.of(credential).stream()
                        .anyMatch(secret -> !secret.isEmpty() && secret.startsWith(secretPrefix))
                : credentials.config().keySet().containsAll(config);
    }
}
