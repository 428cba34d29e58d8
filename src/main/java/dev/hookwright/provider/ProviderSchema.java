package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What an editor is told of a provider's file: the published schema, in the draft that editors read best. */
public final class ProviderSchema {
    private ProviderSchema() {}

    public static ObjectNode of() {
        try (InputStream in = ProviderSchema.class.getResourceAsStream("/provider.schema.json")) {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(in);
            schema.put("$schema", Shape.DRAFT);
            rename(schema);
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of provider files cannot be read", e);
        }
    }

    private static void rename(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("dependentRequired").isObject()) {
            object.set("dependencies", object.remove("dependentRequired"));
        }
        node.forEach(ProviderSchema::rename);
    }
}
