package dev.hookwright.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** The shape of a mapping with keys that a reader knows: every one of them must be described, and no other may be. */
public final class MappingShape {
    private final Set<String> known;
    private final ObjectNode json = Shape.object().put("type", "object").put("additionalProperties", false);
    private final ObjectNode properties = json.putObject("properties");

    /** @param known the table of the reader */
    public MappingShape(Set<String> known) {
        this.known = known;
    }

    /** @param description for people, a sentence */
    public MappingShape key(String name, String description, Shape shape) {
        if (!known.contains(name) || properties.has(name)) {
            throw new IllegalStateException("no reader knows the key " + name + ", or it is described twice");
        }
        properties.set(name, shape.about(description).json());
        return this;
    }

    public MappingShape required(String... names) {
        for (String name : names) {
            json.withArray("required").add(name);
        }
        return this;
    }

    public Shape shape() {
        Set<String> missing = new TreeSet<>(known);
        properties.fieldNames().forEachRemaining(missing::remove);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("these keys are read, but not described: " + missing);
        }
        return new Shape(json);
    }
}
