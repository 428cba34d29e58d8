package dev.hookwright.connector;

import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector as its file describes it; what the file leaves out is empty.
 *
 * @param kind source, sink or action
 * @param properties those that must be given first
 * @param addresses the properties with which what it calls begins
 */
public record Connector(
        String name,
        boolean builtIn,
        String kind,
        String group,
        String title,
        String description,
        List<Property> properties,
        Set<String> addresses) {

    /** @param defaultValue null if there is none */
    public record Property(
            String name,
            String type,
            String description,
            boolean required,
            boolean secret,
            @Nullable String defaultValue,
            @Nullable String example,
            List<String> choices) {}

    static Connector read(String name, boolean builtIn, YamlValue file) {
        return new Connector(
                name,
                builtIn,
                text(file, "metadata", "labels", "camel.apache.org/kamelet.type"),
                text(file, "metadata", "annotations", "camel.apache.org/kamelet.group"),
                text(file, "spec", "definition", "title"),
                text(file, "spec", "definition", "description"),
                properties(file),
                AddressProperties.of(at(file, "spec", "template")));
    }

    private static List<Property> properties(YamlValue file) {
        Set<String> required = new LinkedHashSet<>();
        YamlValue names = at(file, "spec", "definition", "required");
        if (names != null) {
            names.items().forEach(item -> required.add(item.textOrNothing()));
        }
        List<Property> properties = new ArrayList<>();
        List<Property> optional = new ArrayList<>();
        YamlValue declared = at(file, "spec", "definition", "properties");
        if (declared != null) {
            for (YamlValue.Field field : declared.fields()) {
                boolean isRequired = required.contains(field.name());
                (isRequired ? properties : optional).add(property(field, isRequired));
            }
        }
        properties.addAll(optional);
        return List.copyOf(properties);
    }

    private static Property property(YamlValue.Field field, boolean required) {
        YamlValue value = field.value();
        YamlValue choices = value.get("enum");
        return new Property(
                field.name(),
                text(value, "type"),
                text(value, "description"),
                required,
                text(value, "format").equals("password"),
                textOrNull(value.get("default")),
                textOrNull(value.get("example")),
                choices == null
                        ? List.of()
                        : choices.items().stream().map(YamlValue::textOrNothing).toList());
    }

    static @Nullable YamlValue at(YamlValue from, String... path) {
        YamlValue value = from;
        for (String name : path) {
            value = value == null ? null : value.get(name);
        }
        return value;
    }

    static String text(YamlValue from, String... path) {
        String text = textOrNull(at(from, path));
        return text == null ? "" : text;
    }

    private static @Nullable String textOrNull(@Nullable YamlValue value) {
        return value == null || !value.isScalar() ? null : value.text();
    }
}
