package dev.hookwright.provider;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What a provider's file says.
 *
 * @param schemes in the order in which they are considered; none for a provider that signs nothing
 * @param idScope what keeps the event's id: an event, a delivery or an attempt
 * @param configNames what the templates take from an endpoint's config
 * @param events the forms in which events come, of which the first counts that a request has
 * @param signsUrl whether a signature covers the URL that the provider was given
 * @param secretsOptional whether an endpoint may say that it has no secret, and takes anyone's post
 * @param cautions what an operator should know of how little is proven
 */
record ProviderDescription(
        String name,
        String title,
        Optional<String> docs,
        Optional<String> family,
        List<String> connect,
        List<Scheme> schemes,
        List<EventForm> events,
        String idScope,
        List<HandshakeRule> handshakes,
        Acknowledgement acknowledgement,
        SortedSet<String> configNames,
        boolean signsUrl,
        boolean secretsOptional,
        List<String> cautions) {
    /** What an endpoint's config has to say for every handshake to be answered. */
    Stream<String> handshakeConfig() {
        return handshakes.stream().flatMap(rule -> rule.neededConfig().stream()).distinct();
    }
}
