package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.MappingShape;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Shape;
import dev.hookwright.config.Workspace;
import java.util.List;
import java.util.Set;

/** What an editor is told of a connector's file; what its template does is as in a file of routes. */
public final class ConnectorSchema {
    /** Where Camel's schema of routes has them, which refers to them so. */
    private static final String DEFINITIONS = "definitions";

    private static final String HOLDER = "items";
    private static final String BEANS = "org.apache.camel.dsl.yaml.deserializers.BeansDeserializer";
    private static final String ROUTE = "org.apache.camel.model.RouteDefinition";

    private ConnectorSchema() {}

    /** Of a workspace, with its own connectors and what its operator allows. */
    public static ObjectNode of(Workspace workspace, Settings settings, Problems problems) {
        Shape metadata = new MappingShape(Set.of("name", "labels", "annotations"))
                .key("name", "The connector's name, which is the file's as well.", Shape.text())
                .key("labels", "camel.apache.org/kamelet.type says sink or action.", Shape.named(Shape.text()))
                .key("annotations", "Whose it is, and its group.", Shape.named(Shape.text()))
                .required("name")
                .shape();
        Shape template = new MappingShape(Set.of("beans", "from", "route"))
                .key("beans", "Objects that the steps use.", reference(BEANS))
                .key("from", "kamelet:source, and the steps.", reference(RouteSchema.FROM))
                .key("route", "The same, as a whole route.", reference(ROUTE))
                .shape();
        Shape spec = new MappingShape(Set.of("definition", "dependencies", "template", "types", "dataTypes"))
                .key("definition", "What the connector is for, and its properties.", definition())
                .key("dependencies", "What of Camel it needs.", Shape.list(Shape.text()))
                .key("template", "What it does.", template)
                .key("types", "Media types.", Shape.anything())
                .key("dataTypes", "Data types.", Shape.anything())
                .required("definition", "template")
                .shape();
        ObjectNode file = new MappingShape(Set.of("apiVersion", "kind", "metadata", "spec"))
                .key("apiVersion", "camel.apache.org/v1", Shape.words(List.of("camel.apache.org/v1")))
                .key("kind", "Kamelet", Shape.words(List.of("Kamelet")))
                .key("metadata", "What it is called.", metadata)
                .key("spec", "What it is.", spec)
                .required("apiVersion", "kind", "metadata", "spec")
                .shape()
                .json();
        file.put("$schema", Shape.DRAFT);
        file.put("title", "A connector of a Hookwright workspace");
        JsonNode routes = RouteSchema.inConnectors(workspace, settings, problems);
        file.putObject(HOLDER).set(DEFINITIONS, routes.path(HOLDER).path(DEFINITIONS));
        return file;
    }

    private static Shape definition() {
        Shape property = new Shape(new MappingShape(Set.of("title", "description", "type", "format", "default"))
                .key("title", "What people call it.", Shape.text())
                .key("description", "What it is for.", Shape.text())
                .key(
                        "type",
                        "What kind of value it is.",
                        Shape.words(List.of("string", "integer", "number", "boolean")))
                .key("format", "password, if it is a secret.", Shape.text())
                .key("default", "What it is if nothing is said.", Shape.text())
                .required("title", "type")
                .shape()
                .json()
                .put("additionalProperties", true));
        return new MappingShape(Set.of("title", "description", "type", "required", "properties"))
                .key("title", "What people call it.", Shape.text())
                .key(
                        "description",
                        "What it reads, what it does, and what happens when it is called again.",
                        Shape.text())
                .key("type", "object", Shape.words(List.of("object")))
                .key("required", "Properties that must be given.", Shape.list(Shape.text()))
                .key("properties", "What a route may give it.", Shape.named(property))
                .required("title")
                .shape();
    }

    private static Shape reference(String name) {
        return new Shape(Shape.anything().json().put("$ref", "#/" + HOLDER + "/" + DEFINITIONS + "/" + name));
    }
}
