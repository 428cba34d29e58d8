package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.Verdict;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what {@code trigger} signs on this machine in the place of a provider that alone has its private key. Whoever
 * can write a key pair into the data folder has the admin token too; nobody else gets anything by it.
 */
final class LocalTries {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTries.class);
    private static final Set<String> PROXIES = Set.of("forwarded", "via", "x-real-ip");

    private final Function<String, LocalKeys> keys;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param keys by the endpoint's name */
    LocalTries(Function<String, LocalKeys> keys) {
        this.keys = keys;
    }

    /** What becomes of a request that the endpoint's own keys refuse. */
    Verdict verdict(
            Endpoint endpoint, ReceivedRequest received, HookRequest request, Instant now, Verdict.Refused refused) {
        if (!isFromHere(received)) {
            return refused;
        }
        Verdict verdict;
        try {
            // Only what fails and comes from here gets as far as a file: no way for strangers to keep the disk busy.
            verdict = endpoint.provider()
                    .verifyLocally(
                            request, endpoint.credentials(), now, endpoint.tolerance(), keys.apply(endpoint.name()));
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "endpoint {}: {}; what trigger signs is refused (remove the file, or run trigger as this user)",
                    endpoint.name(),
                    e.getMessage());
            return refused;
        }
        if (!(verdict instanceof Verdict.Verified)) {
            return refused;
        }
        if (told.add(endpoint.name())) {
            LOG.warn(
                    "endpoint {}: took an event that is signed with this machine's trigger key and not by {}; this is"
                            + " said once",
                    endpoint.name(),
                    endpoint.provider().title());
        }
        return verdict;
    }

    private static boolean isFromHere(ReceivedRequest received) {
        boolean forwarded = received.headers().keySet().stream()
                .anyMatch(name -> name.startsWith("x-forwarded-") || PROXIES.contains(name));
        try {
            // A numeric address: nothing is looked up.
            return !forwarded && InetAddress.getByName(received.remoteAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
