package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Shape;
import dev.hookwright.connector.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may stand under {@code parameters} of a call. */
final class ParameterShapes {
    /** What has a value only later. */
    private static final String FILLED_IN = ".*(?:\\{\\{|\\$\\{).*|#.+|RAW.+";

    private ParameterShapes() {}

    /** @param givenElsewhere whether settings give some of its properties */
    static ObjectNode of(Connector connector, boolean givenElsewhere) {
        ObjectNode json = mapping().put("title", connector.title());
        ObjectNode properties = json.putObject("properties");
        for (Connector.Property property : connector.properties()) {
            ObjectNode shape = value(property.type(), property.choices()).json();
            shape.put("description", about(property));
            if (property.defaultValue() != null) {
                shape.put("default", property.defaultValue());
            }
            properties.set(property.name(), shape);
            if (property.required() && !givenElsewhere) {
                json.withArray("required").add(property.name());
            }
        }
        for (String name : Catalogue.parameters("kamelet")) {
            if (!properties.has(name) && !name.equals(ConnectorRule.LOCATION)) {
                properties.set(name, Shape.text().json());
            }
        }
        return json.put("additionalProperties", false);
    }

    /** Of one of Camel's components; nothing is known of those that it does not describe. */
    static ObjectNode of(String scheme) {
        ObjectNode json = mapping();
        JsonNode description = Catalogue.component(scheme);
        ObjectNode properties = json.putObject("properties");
        description.path("properties").properties().forEach(entry -> {
            JsonNode property = entry.getValue();
            if (property.path("kind").asText().equals("parameter")) {
                List<String> choices = new ArrayList<>();
                property.path("enum").forEach(choice -> choices.add(choice.asText()));
                ObjectNode shape =
                        value(property.path("type").asText(), choices).json();
                shape.put("description", property.path("description").asText());
                if (property.path("deprecated").asBoolean()) {
                    shape.put("deprecationMessage", "Camel is about to drop this.");
                }
                properties.set(entry.getKey(), shape);
            }
        });
        // Names with dots are handed on to what stands behind the component.
        json.putObject("patternProperties").set("\\.", Shape.anything().json());
        return json.put("additionalProperties", Catalogue.parameters(scheme).isEmpty());
    }

    static ObjectNode of(Map<String, String> described) {
        ObjectNode json = mapping();
        ObjectNode properties = json.putObject("properties");
        described.forEach(
                (name, about) -> properties.set(name, Shape.text().about(about).json()));
        return json.put("additionalProperties", false);
    }

    private static Shape value(String type, List<String> choices) {
        Shape later = Shape.form(FILLED_IN);
        if (!choices.isEmpty()) {
            return Shape.either(Shape.words(choices), later);
        }
        return switch (type) {
            case "boolean" -> Shape.either(Shape.flag(), Shape.form("(?:true|false)"), later);
            case "integer" ->
                Shape.either(Shape.number(Integer.MIN_VALUE, Integer.MAX_VALUE), Shape.form("-?\\d+"), later);
            default -> Shape.text();
        };
    }

    private static String about(Connector.Property property) {
        return property.description()
                + (property.secret() ? ". A secret: write \"RAW({{NAME}})\"" : "")
                + (property.example() == null ? "" : ". For example " + property.example());
    }

    private static ObjectNode mapping() {
        return Shape.anything().json().put("type", "object");
    }
}
