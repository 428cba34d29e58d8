package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Problems;
import dev.hookwright.config.RouteRules;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Shape;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an editor is told of a file of routes: Camel's own schema, with what may be called here and how. */
public final class RouteSchema {
    private static final String REFERENCE = "#/items/definitions/";
    private static final String ADDRESS = "hookwright.address";
    private static final String PARAMETERS = "hookwright.parameters";
    private static final String URI = "uri";
    private static final String ANY_OF = "anyOf";
    private static final List<String> NOT_SERVED = List.of("rest", "restConfiguration");
    static final String FROM = "org.apache.camel.dsl.yaml.deserializers.RouteFromDefinitionDeserializer";

    private final boolean inConnector;
    private final RouteRules rules;
    private final Settings settings;
    private final List<Connector> connectors;
    private final ObjectNode schema;
    private final ObjectNode definitions;

    private RouteSchema(boolean inConnector, Settings settings, List<Connector> connectors) {
        this.inConnector = inConnector;
        this.rules = settings.routes();
        this.settings = settings;
        this.connectors = connectors;
        this.schema = Catalogue.wholeSchema();
        this.definitions = (ObjectNode) schema.path("items").path("definitions");
    }

    /** Of a workspace, with its own connectors and what its operator allows. */
    public static ObjectNode of(Workspace workspace, Settings settings, Problems problems) {
        return new RouteSchema(false, settings, ConnectorCatalog.all(workspace, problems)).made();
    }

    /** The same for what a connector does, which may call objects of its own. */
    static ObjectNode inConnectors(Workspace workspace, Settings settings, Problems problems) {
        return new RouteSchema(true, settings, ConnectorCatalog.all(workspace, problems)).made();
    }

    private ObjectNode made() {
        schema.put("$schema", Shape.DRAFT);
        schema.put("title", "Routes of a Hookwright workspace");
        ((ObjectNode) schema.path("items").path("properties")).remove(NOT_SERVED);
        removeSteps();
        removeLanguages();
        definitions.forEach(RouteSchema::takeSettings);
        List<ObjectNode> calls = new ArrayList<>();
        definitions.forEach(definition -> collectCalls(definition, calls));
        definitions.set(ADDRESS, address());
        definitions.set(PARAMETERS, parameters());
        calls.forEach(RouteSchema::narrow);
        // A reference would keep all that stands beside it from being read.
        ((ObjectNode) definitions.path(FROM)).remove("$ref");
        return schema;
    }

    private void removeSteps() {
        if (!inConnector && !rules.schemes().contains("bean")) {
            ObjectNode steps = (ObjectNode) definitions
                    .path("org.apache.camel.model.ProcessorDefinition")
                    .path("properties");
            steps.remove(SchemeRule.JAVA_STEPS);
        }
    }

    /** Where Camel's schema wants a number, a setting that is one will do. */
    private static void takeSettings(JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("number") || type.equals("boolean")) {
            ((ObjectNode) schema).putArray("type").add(type).add("string");
            ((ObjectNode) schema).put("pattern", "\\{\\{");
        }
        schema.forEach(RouteSchema::takeSettings);
    }

    private void removeLanguages() {
        ObjectNode expression = (ObjectNode) definitions.path("org.apache.camel.model.language.ExpressionDefinition");
        Set<String> refused = Expressions.refused(rules);
        if (inConnector) {
            refused.remove("method");
        }
        ((ObjectNode) expression.path("properties")).remove(refused);
        for (JsonNode way : expression.path(ANY_OF)) {
            ArrayNode languages = (ArrayNode) way.path("oneOf");
            for (int i = languages.size() - 1; i >= 0; i--) {
                if (refused.contains(languages.path(i).path("required").path(0).asText())) {
                    languages.remove(i);
                }
            }
        }
    }

    /** The places where an address stands beside its parameters. */
    private static void collectCalls(JsonNode definition, List<ObjectNode> calls) {
        if (definition.path("properties").has(URI)
                && definition.path("properties").has("parameters")) {
            calls.add((ObjectNode) definition);
        }
        for (JsonNode way : definition.path("oneOf")) {
            if (way.path("properties").has(URI)) {
                collectCalls(way, calls);
                ((ObjectNode) definition.path("oneOf").path(0)).removeAll().put("$ref", REFERENCE + ADDRESS);
            }
        }
    }

    private static void narrow(ObjectNode call) {
        ((ObjectNode) call.path("properties")).putObject(URI).put("$ref", REFERENCE + ADDRESS);
        call.withArray("allOf").addObject().put("$ref", REFERENCE + PARAMETERS);
    }

    private ObjectNode address() {
        ObjectNode address = Shape.anything().json();
        address.put("description", "What is called: a connector, or an address of an allowed kind.");
        ArrayNode ways = address.putArray(ANY_OF);
        ObjectNode known = ways.addObject();
        ArrayNode names = known.putArray("enum");
        ArrayNode titles = known.putArray("enumDescriptions");
        connectors.forEach(connector -> {
            names.add("kamelet:" + connector.name());
            titles.add(connector.title() + ": " + connector.description());
        });
        known.set("markdownEnumDescriptions", titles.deepCopy());
        // With parameters behind it, any name is taken: validate looks at it.
        ways.add(pattern("kamelet:(?:source|sink|[^?/]+[?/].*)"));
        Set<String> kinds = Schemes.allowed(rules, inConnector);
        kinds.remove("kamelet");
        ObjectNode other = pattern("(?:" + String.join("|", kinds) + "):.*");
        kinds.forEach(kind -> other.withArray("examples").add(kind + ":"));
        ways.add(other);
        ways.add(pattern("\\s*(?:\\{\\{|\\$\\{).*"));
        return address;
    }

    private static ObjectNode pattern(String form) {
        return Shape.form(form).json();
    }

    /** By what is called, what it may be given. */
    private ObjectNode parameters() {
        ObjectNode all = Shape.anything().json();
        ArrayNode cases = all.putArray("allOf");
        for (Connector connector : connectors) {
            String definition = "hookwright.connector." + connector.name();
            ObjectNode shape = ParameterShapes.of(connector, ConnectorRule.isConfigured(connector, settings));
            definitions.set(definition, shape);
            ObjectNode then = whenCalled(cases, "kamelet:" + connector.name(), definition);
            if (shape.has("required")) {
                then.putArray("required").add("parameters");
            }
        }
        define(cases, "later:(?!cancel(?:\\?|$)).*", "later", ParameterShapes.of(LaterParameters.OF_START));
        define(cases, "later:cancel", "later-cancel", ParameterShapes.of(LaterParameters.OF_CANCEL));
        for (String scheme : Schemes.allowed(rules, inConnector)) {
            if (!scheme.equals("kamelet") && !scheme.equals("later") && Catalogue.hasComponent(scheme)) {
                define(cases, scheme + ":.*", "component." + scheme, ParameterShapes.of(scheme));
            }
        }
        return all;
    }

    private void define(ArrayNode cases, String address, String name, ObjectNode shape) {
        definitions.set("hookwright." + name, shape);
        whenCalled(cases, address, "hookwright." + name);
    }

    private static ObjectNode whenCalled(ArrayNode cases, String address, String definition) {
        ObjectNode one = cases.addObject();
        ObjectNode condition = one.putObject("if");
        condition.putArray("required").add(URI);
        condition.putObject("properties").set(URI, pattern(address));
        ObjectNode then = one.putObject("then");
        then.putObject("properties").putObject("parameters").put("$ref", REFERENCE + definition);
        return then;
    }
}
