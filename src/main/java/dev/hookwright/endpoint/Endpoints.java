package dev.hookwright.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** All endpoints of a workspace, by name. Those of a server follow each reload. */
public final class Endpoints {
    private volatile SortedMap<String, Endpoint> byName;

    public Endpoints(Map<String, Endpoint> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /** The same endpoints, each with the routes that start from it. */
    public Endpoints starting(Function<String, List<String>> routesOf) {
        Map<String, Endpoint> starting = new TreeMap<>();
        byName.forEach((name, endpoint) -> starting.put(name, endpoint.starting(routesOf.apply(name))));
        return new Endpoints(starting);
    }

    /** From now on these are those. */
    public void become(Endpoints others) {
        byName = others.byName;
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
