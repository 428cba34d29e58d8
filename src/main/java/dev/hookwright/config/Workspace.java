package dev.hookwright.config;

import java.nio.file.Path;

/** A folder with routes, connectors, providers and settings. None of the files in it need be there. */
public record Workspace(Path root) {
    public Workspace {
        root = root.toAbsolutePath().normalize();
    }

    public Path routes() {
        return root.resolve("routes");
    }

    public Path endpoints() {
        return routes().resolve("endpoints.yaml");
    }

    public Path alerts() {
        return routes().resolve("alerts.yaml");
    }

    public Path connectors() {
        return root.resolve("connectors");
    }

    public Path providers() {
        return root.resolve("providers");
    }

    public Path properties() {
        return root.resolve("application.properties");
    }

    /** How a message calls a file: relative to the workspace. */
    public String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return (absolute.startsWith(root) ? root.relativize(absolute) : absolute)
                .toString()
                .replace('\\', '/');
    }
}
