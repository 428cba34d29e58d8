package dev.hookwright.cli;

import dev.hookwright.config.Workspace;
import dev.hookwright.provider.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A first route and its test. */
final class RouteStart {
    private RouteStart() {}

    /** @param type of the events that it is to run for; null for all */
    static void add(
            NewFiles files, Workspace workspace, String name, String endpoint, String provider, @Nullable String type) {
        Path routes = workspace.routes();
        files.add(routes.resolve(name + ".camel.yaml"), "route.camel.yaml", Map.of("name", name, "endpoint", endpoint));
        files.add(
                routes.resolve(name + ".test.yaml"),
                "route.test.yaml",
                Map.of("name", name, "endpoint", endpoint, "send", delivery(endpoint, provider, type)));
    }

    /** A sample of the type if there is one, or else a payload to be replaced. */
    private static String delivery(String endpoint, String provider, @Nullable String type) {
        List<String> samples = Samples.list().of(provider);
        String wanted = provider + "/" + type;
        if (type == null && !samples.isEmpty()) {
            return "{endpoint: " + endpoint + ", sample: " + samples.get(0) + "}";
        }
        if (samples.contains(wanted)) {
            return "{endpoint: " + endpoint + ", sample: " + wanted + "}";
        }
        return "{endpoint: " + endpoint + (type == null ? "" : ", type: \"" + type + "\"") + ", payload: {id: 1}}";
    }
}
