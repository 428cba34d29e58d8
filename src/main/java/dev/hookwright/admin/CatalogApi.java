package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.connector.ConnectorStep;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.SampleFiles;
import java.util.List;
import java.util.function.Supplier;

/** The calls about what routes and endpoints can be made of: connectors and providers. Blocking. */
public final class CatalogApi implements ApiPart {
    private static final String IDEMPOTENCY = "Idempotency:";

    private final Supplier<ServedWorkspace> workspace;

    public CatalogApi(Supplier<ServedWorkspace> workspace) {
        this.workspace = workspace;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/connectors", Role.VIEWER, "Connectors, built in and the workspace's own.")
                        .gives("ConnectorList", call -> PageRequest.whole(connectors(), CatalogApi::json)),
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
                .map(CatalogApi::json)
                .orElseThrow(() -> unknown(
                        "connector", name, all.stream().map(Connector::name).toList()));
    }

    private JsonNode providers() {
        ProviderRegistry registry = workspace.get().providers();
        SampleFiles samples = SampleFiles.list();
        return PageRequest.whole(registry.all(), provider -> json(provider, registry, samples));
    }

    private JsonNode provider(String name) {
        ProviderRegistry registry = workspace.get().providers();
        return registry.find(name)
                .map(provider -> json(provider, registry, SampleFiles.list()))
                .orElseThrow(() -> unknown("provider", name, List.copyOf(registry.names())));
    }

    private static ApiProblem unknown(String what, String name, List<String> known) {
        String near = NearestName.of(name, known)
                .map(nearest -> " Did you mean \"" + nearest + "\"?")
                .orElse("");
        return new ApiProblem(404, "no-such-" + what, "There is no " + what + " \"" + name + "\"." + near);
    }

    private static ObjectNode json(Connector connector) {
        String text = connector.description();
        int at = text.indexOf(IDEMPOTENCY);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", connector.name())
                .put("title", connector.title())
                .put("description", at < 0 ? text : text.substring(0, at).strip())
                .put(
                        "idempotency",
                        at < 0
                                ? null
                                : text.substring(at + IDEMPOTENCY.length()).strip())
                .put("kind", connector.kind())
                .put("group", connector.group())
                .put("builtIn", connector.builtIn());
        ArrayNode properties = json.putArray("properties");
        for (Connector.Property property : connector.properties()) {
            ObjectNode each = properties
                    .addObject()
                    .put("name", property.name())
                    .put("type", property.type())
                    .put("required", property.required())
                    .put("default", property.defaultValue())
                    .put("secret", property.secret())
                    .put("description", property.description())
                    .put("example", property.example());
            property.choices().forEach(each.putArray("choices")::add);
        }
        ConnectorStep step = new ConnectorStep(connector);
        json.put("step", String.join("\n", step.lines()) + "\n");
        step.settings().forEach(json.putArray("settings")::add);
        return json;
    }

    private static ObjectNode json(Provider provider, ProviderRegistry registry, SampleFiles samples) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", provider.name())
                .put("title", provider.title())
                .put("family", provider.family().orElse(null))
                .put("docs", provider.docs().orElse(null))
                .put("signed", !provider.isUnsigned())
                .put("builtIn", registry.isBuiltIn(provider.name()));
        provider.schemeIds().forEach(json.putArray("schemes")::add);
        provider.credentialNames().forEach(json.putArray("credentials")::add);
        provider.configNames().forEach(json.putArray("config")::add);
        ArrayNode facts = json.putArray("facts");
        ProviderGuide.facts(provider)
                .forEach(fact -> facts.addObject().put("about", fact.about()).put("text", fact.text()));
        samples.of(provider.name()).forEach(json.putArray("samples")::add);
        return json;
    }
}
