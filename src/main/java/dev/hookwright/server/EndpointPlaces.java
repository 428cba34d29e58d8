package dev.hookwright.server;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where in {@code endpoints.yaml} something stands, whether it is right or not. */
final class EndpointPlaces {
    private final Workspace workspace;
    private final @Nullable YamlValue root;
    private final boolean isUnreadable;

    EndpointPlaces(Workspace workspace) {
        this.workspace = workspace;
        Problems problems = new Problems();
        this.root = Files.exists(workspace.endpoints())
                ? YamlValue.read(workspace.nameOf(workspace.endpoints()), workspace.endpoints(), problems)
                        .orElse(null)
                : null;
        this.isUnreadable = !problems.isEmpty();
    }

    /** Or may be: of a file that cannot be read nobody knows, and a path is not a name, but meant as one. */
    boolean isWritten(String endpoint) {
        if (root == null || (!root.isMapping() && !root.isNull())) {
            return isUnreadable || root != null;
        }
        YamlValue nested = root.get("endpoints");
        return root.get(endpoint) != null
                || root.get("/hooks/" + endpoint) != null
                || (nested != null && nested.get(endpoint) != null);
    }

    /** The names of all that stand there. */
    Set<String> names() {
        return root == null
                ? Set.of()
                : root.fields().stream().map(YamlValue.Field::name).collect(Collectors.toCollection(TreeSet::new));
    }

    String ofRoute(String endpoint, String route) {
        YamlValue routes = Optional.ofNullable(root)
                .map(file -> file.get(endpoint))
                .map(found -> found.get("routes"))
                .orElse(null);
        return (routes == null ? List.<YamlValue.Field>of() : routes.fields())
                .stream()
                        .filter(field -> field.name().equals(route))
                        .map(YamlValue.Field::where)
                        .findFirst()
                        .orElse(workspace.nameOf(workspace.endpoints()));
    }
}
