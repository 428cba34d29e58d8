package dev.hookwright.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schema that an endpoint's payloads must meet; of draft 2020-12 where it does not say {@code $schema}. */
public final class PayloadSchema {
    private static final int TOLD = 3;
    /** Where a schema leads back to itself with one of these, it does so without going on in the payload. */
    private static final List<JsonNode> EMPTY = List.of(
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.arrayNode(),
            JsonNodeFactory.instance.textNode(""),
            JsonNodeFactory.instance.numberNode(0),
            JsonNodeFactory.instance.booleanNode(true),
            JsonNodeFactory.instance.nullNode());

    private final JsonSchema schema;

    private PayloadSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException if the file is not a JSON Schema, or refers to another file; the message says why */
    static PayloadSchema read(Path file) {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(file));
            VersionFlag version =
                    SpecVersionDetector.detectOptionalVersion(json, false).orElse(VersionFlag.V202012);
            // A schema that is fetched from somewhere could change, or be away.
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    version,
                    builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
            JsonSchema schema = factory.getSchema(json);
            schema.initializeValidators();
            EMPTY.forEach(schema::validate);
            return new PayloadSchema(schema);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("refers to itself without end", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read as JSON", e);
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException(
                    "is not a JSON Schema that stands alone: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /** In what the payload does not meet it, the first few; none if it does. */
    public List<String> violations(JsonNode payload) {
        try {
            return schema.validate(payload).stream()
                    .limit(TOLD)
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (StackOverflowError e) {
            // Which a pattern comes to with a long text.
            return List.of("the endpoint's schema cannot be checked on a payload as long, or as deep, as this");
        }
    }
}
