package dev.hookwright.flow;

import dev.hookwright.config.Workspace;
import dev.hookwright.connector.ConnectorCatalog;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** What routes give their connectors for properties that are secrets, wherever they have it from. */
final class ConnectorSecrets {
    private ConnectorSecrets() {}

    static Collection<String> of(ModelCamelContext context, Workspace workspace) {
        Map<String, Set<String>> secretNames = new HashMap<>();
        Set<String> secrets = new HashSet<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            Map<String, Object> parameters = route.getTemplateParameters();
            if (parameters != null && parameters.get(Kamelet.PARAM_TEMPLATE_ID) instanceof String connector) {
                secretNames
                        .computeIfAbsent(connector, name -> ConnectorCatalog.secretsOf(name, workspace))
                        .forEach(name -> secrets.add(String.valueOf(parameters.getOrDefault(name, ""))));
            }
        }
        return secrets;
    }
}
