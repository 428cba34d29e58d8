package dev.hookwright.admin;

import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.RouteDescription;
import dev.hookwright.provider.ProviderRegistry;
import java.util.List;

/** The workspace that is served now. */
public record ServedWorkspace(
        Workspace folder,
        Settings settings,
        ProviderRegistry providers,
        Endpoints endpoints,
        List<RouteDescription> routes) {

    /** The routes that start from an endpoint, sorted. */
    List<String> routesOf(String endpoint) {
        return routes.stream()
                .filter(route -> route.endpoints().contains(endpoint))
                .map(RouteDescription::id)
                .toList();
    }
}
