package dev.hookwright.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a route, as its file has it.
 *
 * @param id the same after every start; of a step, what its attempts are recorded under
 * @param kind as YAML calls it: choice, when, multicast, to
 * @param label what it does, in a line, without parameters
 * @param description the author's; null where there is none
 * @param step whether it calls the outside
 * @param line in the file; 0 where that is not known
 */
public record RouteNode(
        String id,
        String kind,
        String label,
        @Nullable String description,
        boolean step,
        int line,
        List<RouteNode> children) {}
