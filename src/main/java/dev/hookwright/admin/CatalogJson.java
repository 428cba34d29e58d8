package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorStep;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.SampleFiles;
import java.util.List;

/** Connectors and providers as JSON, the same from the API and on the command line. */
public final class CatalogJson {
    private static final String IDEMPOTENCY = "Idempotency:";

    private CatalogJson() {}

    public static ObjectNode connectors(List<Connector> connectors) {
        return PageRequest.whole(connectors, CatalogJson::connector);
    }

    public static ObjectNode providers(List<Provider> providers, ProviderRegistry registry) {
        SampleFiles samples = SampleFiles.list();
        return PageRequest.whole(providers, provider -> provider(provider, registry, samples));
    }

    public static ObjectNode connector(Connector connector) {
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

    public static ObjectNode provider(Provider provider, ProviderRegistry registry) {
        return provider(provider, registry, SampleFiles.list());
    }

    private static ObjectNode provider(Provider provider, ProviderRegistry registry, SampleFiles samples) {
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
