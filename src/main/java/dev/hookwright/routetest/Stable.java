package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What two values have in common. */
final class Stable {
    private Stable() {}

    /** The fields that are the same in both; a missing node if they have nothing in common. */
    static JsonNode part(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return one;
        }
        if (!one.isObject() || !other.isObject()) {
            return MissingNode.getInstance();
        }
        ObjectNode same = JsonNodeFactory.instance.objectNode();
        one.properties().forEach(field -> {
            JsonNode part = part(field.getValue(), other.path(field.getKey()));
            if (!part.isMissingNode()) {
                same.set(field.getKey(), part);
            }
        });
        return same.isEmpty() ? MissingNode.getInstance() : same;
    }
}
