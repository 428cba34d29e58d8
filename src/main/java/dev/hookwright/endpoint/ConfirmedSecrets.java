package dev.hookwright.endpoint;

import dev.hookwright.provider.Credentials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets that providers named in handshakes and operators confirmed, as they are now. They count beside the file's. */
public final class ConfirmedSecrets {
    private volatile Map<String, List<String>> byEndpoint = Map.of();

    /** With a made-up one wherever only a server would have one: for tests of routes, which have none. */
    public static ConfirmedSecrets madeUp(Endpoints endpoints) {
        Map<String, List<String>> each = new HashMap<>();
        for (Endpoint endpoint : endpoints.all()) {
            if (endpoint.credentials().hasNoSecret()) {
                each.put(endpoint.name(), List.of("made-up-for-tests"));
            }
        }
        ConfirmedSecrets secrets = new ConfirmedSecrets();
        secrets.replace(each);
        return secrets;
    }

    /** @param newest those of each endpoint, the newest first */
    public void replace(Map<String, List<String>> newest) {
        byEndpoint = Map.copyOf(newest);
    }

    /** What the endpoint verifies with now. */
    public Credentials with(Endpoint endpoint) {
        List<String> confirmed = byEndpoint.get(endpoint.name());
        Credentials credentials = endpoint.credentials();
        if (confirmed == null || !endpoint.provider().capturesSecret()) {
            return credentials;
        }
        String name = endpoint.provider().credentialNames().first();
        List<String> all = new ArrayList<>(confirmed);
        all.addAll(credentials.of(name));
        Map<String, List<String>> named = new LinkedHashMap<>(credentials.named());
        named.put(name, all);
        return new Credentials(named, credentials.config(), credentials.scheme());
    }
}
