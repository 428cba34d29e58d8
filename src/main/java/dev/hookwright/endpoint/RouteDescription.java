package dev.hookwright.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of the workspace, for people.
 *
 * @param endpoints where it starts; none if other routes start it
 * @param from the address that it starts from, without parameters
 * @param file within the workspace
 * @param version changes whenever its text does
 * @param yaml its text in the file
 */
public record RouteDescription(
        String id,
        @Nullable String description,
        List<String> endpoints,
        String from,
        String file,
        int line,
        String version,
        String yaml,
        RouteNode tree) {}
