package dev.hookwright.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** What may stand at a place of a YAML file, said for editors: JSON Schema of draft 7, which they read best. */
public record Shape(ObjectNode json) {
    /** What a schema that stands alone says of itself. */
    public static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    /** Any single value: the readers of files take all of them as text. */
    public static Shape text() {
        ObjectNode json = object();
        json.putArray("type").add("string").add("number").add("boolean");
        return new Shape(json);
    }

    public static Shape anything() {
        return new Shape(object());
    }

    /** A text of which the whole is of this form. */
    public static Shape form(String pattern) {
        return new Shape(object().put("type", "string").put("pattern", "^(?:" + pattern + ")$"));
    }

    public static Shape words(Collection<String> words) {
        ObjectNode json = object();
        ArrayNode all = json.putArray("enum");
        words.forEach(all::add);
        return new Shape(json);
    }

    public static Shape flag() {
        return new Shape(object().put("type", "boolean"));
    }

    public static Shape number(long lowest, long highest) {
        return new Shape(object().put("type", "integer").put("minimum", lowest).put("maximum", highest));
    }

    public static Shape list(Shape items) {
        ObjectNode json = object().put("type", "array");
        json.set("items", items.json);
        return new Shape(json);
    }

    /** One, or a list of them. */
    public static Shape some(Shape item) {
        return either(item, list(item));
    }

    public static Shape either(Shape... ways) {
        ObjectNode json = object();
        ArrayNode all = json.putArray("anyOf");
        for (Shape way : ways) {
            all.add(way.json);
        }
        return new Shape(json);
    }

    /** A mapping from names that are the author's. */
    public static Shape named(Shape values) {
        ObjectNode json = object().put("type", "object");
        json.set("additionalProperties", values.json);
        return new Shape(json);
    }

    /** The same, with what it is for. */
    public Shape about(String description) {
        ObjectNode copy = json.deepCopy();
        copy.put("description", description);
        return new Shape(copy);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
