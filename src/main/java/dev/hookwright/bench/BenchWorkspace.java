package dev.hookwright.bench;

import dev.hookwright.config.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workspace that a run serves: one endpoint for GitHub's pushes and one route, from the jar. */
final class BenchWorkspace {
    /** The setting that says where the route starts. */
    static final String FROM = "bench.from";

    private BenchWorkspace() {}

    /**
     * Writes it.
     *
     * @param route {@code accepts} or {@code flows}
     * @param sink the URL of what the flows call; empty for a route that calls nobody
     */
    static Workspace write(Path folder, String route, String sink) {
        Workspace workspace = new Workspace(folder);
        try {
            Files.createDirectories(workspace.routes());
            copy("endpoints.yaml", workspace.endpoints());
            copy(route + ".camel.yaml", route(workspace));
            Files.writeString(
                    workspace.properties(),
                    "hookwright.host=127.0.0.1\nbench.secret="
                            + LoadRequest.SECRET + "\n" + FROM + "=platform-http:/hooks/github\nbench.sink=" + sink
                            + "\n");
            return workspace;
        } catch (IOException e) {
            throw new BenchFailed("the workspace to be measured cannot be written: " + e.getMessage());
        }
    }

    static Path route(Workspace workspace) {
        return workspace.routes().resolve("bench.camel.yaml");
    }

    /** The payload that is sent. */
    static byte[] push() {
        try (InputStream file = BenchWorkspace.class.getResourceAsStream("/bench/push.json")) {
            if (file == null) {
                throw new BenchFailed("/bench/push.json is missing from the jar");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new BenchFailed("/bench/push.json cannot be read: " + e.getMessage());
        }
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream file = BenchWorkspace.class.getResourceAsStream("/bench/" + name)) {
            if (file == null) {
                throw new IOException(name + " is missing from the jar");
            }
            Files.copy(file, to);
        }
    }
}
