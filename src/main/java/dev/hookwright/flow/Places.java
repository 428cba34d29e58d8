package dev.hookwright.flow;

import dev.hookwright.config.Workspace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where something of a route stands, as problems say it. */
final class Places {
    private Places() {}

    /** @param location as Camel gives it */
    static String of(Workspace workspace, @Nullable String location, int line) {
        String path = location == null ? "" : location.replaceFirst("^file:/*", "/");
        return workspace.nameOf(Path.of(path)) + ":" + line + ":1";
    }
}
