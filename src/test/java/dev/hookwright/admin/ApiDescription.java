package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.hookwright.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document of a server, to hold its answers to. A field that it does not describe is an error here. */
final class ApiDescription {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final ObjectNode document;
    private final Set<String> notCalled = new TreeSet<>();
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    ApiDescription(JsonNode document) {
        this.document = document.deepCopy();
        this.document.path("components").path("schemas").forEach(ApiDescription::close);
        this.document
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> notCalled.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    }

    /** Operations of which no answer was checked. */
    Set<String> notCalled() {
        return notCalled;
    }

    void check(String method, String path, int status, JsonNode answer) {
        String described = pathOf(method, path);
        notCalled.remove(method + " " + described);
        String mediaType = status < 400 ? "application/json" : "application/problem+json";
        String schema = document.path("paths")
                .path(described)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status))
                .path("content")
                .path(mediaType)
                .path("schema")
                .path("$ref")
                .asText();
        assertThat(schema).as(method + " " + path).isNotEmpty();
        validate(schema, answer);
    }

    /** That a request which was taken is one that may be made. */
    void checkRequest(String method, String path, String body) {
        JsonNode described = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("requestBody");
        if (body.isBlank()) {
            assertThat(described.path("required").asBoolean())
                    .as("it has to have a body")
                    .isFalse();
        } else if (described.isObject()) {
            validate(described.at("/content/application~1json/schema/$ref").asText(), TestServer.json(body));
        }
    }

    /** Messages of the stream, line by line. */
    void checkStream(List<String> lines) {
        Map<String, String> schemas = Map.of("event", "EventItem", "run", "StreamRun", "step", "StreamStep");
        String kind = "";
        for (String line : lines) {
            if (line.startsWith("event: ")) {
                kind = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                validate(
                        "#/components/schemas/" + schemas.get(kind),
                        TestServer.json(line.substring("data: ".length())));
            }
        }
    }

    void checkProblem(JsonNode answer) {
        validate("#/components/schemas/Problem", answer);
    }

    private void validate(String reference, JsonNode answer) {
        assertThat(schemas.computeIfAbsent(reference, this::schema).validate(answer))
                .as(reference + ": " + answer)
                .isEmpty();
    }

    private JsonSchema schema(String reference) {
        ObjectNode root = document.objectNode().put("$ref", reference);
        root.set("components", document.path("components"));
        return SCHEMAS.getSchema(root);
    }

    /** A path without variables goes before one with. */
    private String pathOf(String method, String path) {
        List<String> fitting = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
            if (path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))
                    && each.getValue().has(method.toLowerCase(Locale.ROOT))) {
                fitting.add(each.getKey());
            }
        }
        fitting.sort(null);
        assertThat(fitting).as(method + " " + path + " is described").isNotEmpty();
        return fitting.get(0);
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.has("required")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ApiDescription::close);
    }
}
