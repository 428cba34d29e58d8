package dev.hookwright.flow;

import dev.hookwright.config.Workspace;
import dev.hookwright.lint.RouteLint;
import java.net.URI;
import java.nio.file.Path;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Where something of a route stands, as problems say it. */
final class Places {
    private Places() {}

    /** @param location as Camel gives it */
    static String of(Workspace workspace, @Nullable String location, int line) {
        return workspace.nameOf(file(location)) + ":" + line + ":1";
    }

    /** Of one that is written without {@code route:} Camel knows where its {@code from:} stands, and no more. */
    static String ofRoute(RouteDefinition route, RouteLint lint) {
        if (route.getLocation() != null) {
            return lint.placeOf(file(route.getLocation()), "route", route.getLineNumber());
        }
        FromDefinition from = route.getInput();
        return lint.placeOfTemplated(route.getRouteId())
                .orElseGet(() -> lint.placeOf(file(from.getLocation()), "from", from.getLineNumber()));
    }

    /** The file of a location; an empty path if that is none. */
    static Path file(@Nullable String location) {
        return location != null && location.startsWith("file:/") ? Path.of(URI.create(location)) : Path.of("");
    }

    /** A file or folder as Camel is told of it, who reads + as a space and parts a list at commas. */
    static String location(Path path) {
        return path.toUri().toString().replace("+", "%2B").replace(",", "%2C");
    }
}
