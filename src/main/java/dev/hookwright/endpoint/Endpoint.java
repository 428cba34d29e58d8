package dev.hookwright.endpoint;

import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public URL that a provider posts to, as {@code routes/endpoints.yaml} describes it.
 *
 * @param limits what it takes
 * @param publicUrl the URL that the provider was given, without a query; null where nothing was said
 * @param tolerance how far a signed timestamp may be off; null for the provider's own
 * @param routes what is said of each route; a route of which nothing is said runs for every event
 * @param startingHere the routes that start from here, as the same reading of the workspace found them
 * @param reply how long the answer waits for the event's run; null for one that waits for nothing
 */
public record Endpoint(
        String name,
        Provider provider,
        Credentials credentials,
        DedupKey dedupKey,
        Limits limits,
        @Nullable String publicUrl,
        @Nullable Duration tolerance,
        Map<String, RouteSettings> routes,
        List<String> startingHere,
        @Nullable Reply reply) {

    /** An endpoint from which no route starts, and whose answers wait for nothing. */
    public Endpoint(
            String name,
            Provider provider,
            Credentials credentials,
            DedupKey dedupKey,
            Limits limits,
            @Nullable String publicUrl,
            @Nullable Duration tolerance,
            Map<String, RouteSettings> routes) {
        this(name, provider, credentials, dedupKey, limits, publicUrl, tolerance, routes, List.of(), null);
    }

    /** The same endpoint, with the routes that start from here. */
    Endpoint starting(List<String> routesHere) {
        return new Endpoint(
                name,
                provider,
                credentials,
                dedupKey,
                limits,
                publicUrl,
                tolerance,
                routes,
                List.copyOf(routesHere),
                reply);
    }

    /** The URL as the provider has called it, as far as that is known: what stands in {@code Host} proves nothing. */
    public String urlOf(@Nullable String rawQuery) {
        String url = publicUrl == null ? "/hooks/" + name : publicUrl;
        return rawQuery == null ? url : url + "?" + rawQuery;
    }

    /** What of it may take long with some bodies, or never end; none as a rule. */
    public List<String> lengthy() {
        List<String> lengthy = new ArrayList<>();
        if (!dedupKey.isQuick()) {
            lengthy.add("dedupKey " + dedupKey.source(provider));
        }
        if (limits.schema() != null) {
            lengthy.add("schema");
        }
        routes.forEach((route, settings) -> {
            OrderKey orderBy = settings.orderBy();
            if (orderBy != null && !orderBy.source().isQuick()) {
                lengthy.add("orderBy " + orderBy.text() + " of " + route);
            }
        });
        return lengthy;
    }

    public RouteSettings settingsOf(String route) {
        return routes.getOrDefault(route, RouteSettings.DEFAULT);
    }

    /** Of the routes that start here, those that run for events of a type. */
    public List<String> routesFor(@Nullable String type) {
        return startingHere.stream()
                .filter(route -> settingsOf(route).takes(type))
                .toList();
    }
}
