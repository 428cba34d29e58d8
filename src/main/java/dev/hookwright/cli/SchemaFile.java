package dev.hookwright.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.alert.AlertsSchema;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.endpoint.EndpointsSchema;
import dev.hookwright.lint.ConnectorSchema;
import dev.hookwright.lint.RouteSchema;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.ProviderSchema;
import dev.hookwright.routetest.TestSchema;
import java.util.List;
import java.util.Locale;

/** The schemas of a workspace, each with the files that it is for. */
enum SchemaFile {
    ROUTES,
    ENDPOINTS,
    ALERTS,
    TEST,
    CONNECTOR,
    PROVIDER;

    List<String> globs() {
        return switch (this) {
            case ROUTES -> List.of("routes/*.camel.yaml", "routes/**/*.camel.yaml");
            case ENDPOINTS -> List.of("routes/endpoints.yaml");
            case ALERTS -> List.of("routes/alerts.yaml");
            case TEST -> List.of("routes/*.test.yaml", "routes/**/*.test.yaml", "connectors/*.test.yaml");
            case CONNECTOR -> List.of("connectors/*.kamelet.yaml");
            case PROVIDER -> List.of("providers/*.yaml");
        };
    }

    /** As it is said on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    String fileName() {
        return this + ".schema.json";
    }

    /** Problems with the workspace's own connectors and providers leave those out. */
    ObjectNode made(Workspace workspace, Settings settings, Problems problems) {
        return switch (this) {
            case ROUTES -> RouteSchema.of(workspace, settings, problems);
            case ENDPOINTS -> EndpointsSchema.of(ProviderRegistry.load(workspace.providers(), problems));
            case ALERTS -> AlertsSchema.of();
            case TEST -> TestSchema.of();
            case CONNECTOR -> ConnectorSchema.of(workspace, settings, problems);
            case PROVIDER -> ProviderSchema.of();
        };
    }
}
