package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.provider.ProviderRegistry;
import java.util.List;
import java.util.function.Supplier;

/** The calls about what routes and endpoints can be made of: connectors and providers. Blocking. */
public final class CatalogApi implements ApiPart {
    private final Supplier<ServedWorkspace> workspace;

    public CatalogApi(Supplier<ServedWorkspace> workspace) {
        this.workspace = workspace;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/connectors", Role.VIEWER, "Connectors, built in and the workspace's own.")
                        .gives("ConnectorList", call -> CatalogJson.connectors(connectors())),
                Operation.get("/connectors/{name}", Role.VIEWER, "A connector and how to use it.")
                        .gives("Connector", call -> connector(call.path("name"))),
                Operation.get("/providers", Role.VIEWER, "Providers, built in and the workspace's own.")
                        .gives("ProviderList", call -> providers()),
                Operation.get("/providers/{name}", Role.VIEWER, "A provider and what is known of it.")
                        .gives("Provider", call -> provider(call.path("name"))));
    }

    private List<Connector> connectors() {
        // What is wrong with a file was said when the workspace was loaded.
        return ConnectorCatalog.all(workspace.get().folder(), new Problems());
    }

    private JsonNode connector(String name) {
        List<Connector> all = connectors();
        return all.stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .map(CatalogJson::connector)
                .orElseThrow(() -> unknown(
                        "connector", name, all.stream().map(Connector::name).toList()));
    }

    private JsonNode providers() {
        ProviderRegistry registry = workspace.get().providers();
        return CatalogJson.providers(registry.all(), registry);
    }

    private JsonNode provider(String name) {
        ProviderRegistry registry = workspace.get().providers();
        return registry.find(name)
                .map(provider -> CatalogJson.provider(provider, registry))
                .orElseThrow(() -> unknown("provider", name, List.copyOf(registry.names())));
    }

    private static ApiProblem unknown(String what, String name, List<String> known) {
        String near = NearestName.of(name, known)
                .map(nearest -> " Did you mean \"" + nearest + "\"?")
                .orElse("");
        return new ApiProblem(404, "no-such-" + what, "There is no " + what + " \"" + name + "\"." + near);
    }
}
