package dev.hookwright.alert;

import java.util.Map;
import java.util.Set;

/**
 * What the rest of the workspace has that an alert may name.
 *
 * @param starts the routes that start from {@code direct:NAME}, by that name
 * @param complete false if some routes could not be read, for what is wrong with them
 */
public record KnownNames(
        Set<String> endpoints, Set<String> reasons, Set<String> routes, Map<String, String> starts, boolean complete) {}
