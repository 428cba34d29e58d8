package dev.hookwright.provider;

import java.util.List;

/**
 * What all schemes have.
 *
 * @param credential the name of the credential that the scheme takes its secrets from
 * @param when what a request has to have for the scheme to apply
 * @param secretPrefix how a secret has to start for the scheme to apply to it; empty for all
 * @param deprecated whether it is used only where an endpoint asks for it by its id
 */
record SchemeHead(String id, String credential, List<Condition> when, String secretPrefix, boolean deprecated) {
    boolean appliesTo(Reading reading) {
        return when.stream().allMatch(condition -> condition.holds(reading));
    }

    /** Gives a request the values that it has to have for the scheme to apply. */
    void fulfil(Outgoing outgoing) {
        when.forEach(condition -> condition.fulfil(outgoing));
    }
}
