package dev.hookwright.endpoint;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All endpoints of a workspace, by name. */
public final class Endpoints {
    private final SortedMap<String, Endpoint> byName;

    public Endpoints(Map<String, Endpoint> byName) {
        this.byName = new TreeMap<>(byName);
    }

    public Optional<Endpoint> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Endpoint> all() {
        return byName.values();
    }

    /** What is said of a route, wherever it is said. */
    public RouteSettings settingsOf(String route) {
        return byName.values().stream()
                .map(endpoint -> endpoint.routes().get(route))
                .filter(settings -> settings != null)
                .findFirst()
                .orElse(RouteSettings.DEFAULT);
    }
}
