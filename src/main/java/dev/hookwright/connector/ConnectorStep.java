package dev.hookwright.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A step that calls a connector, ready to be pasted into a route: what it needs filled in, the rest as comments. */
public final class ConnectorStep {
    private final Connector connector;
    private final List<String> settings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    public ConnectorStep(Connector connector) {
        this.connector = connector;
        lines.add("- to:");
        lines.add("    id: " + connector.name().replaceFirst("-(sink|action|source)$", ""));
        lines.add("    uri: kamelet:" + connector.name());
        lines.add("    parameters:");
        for (Connector.Property property : connector.properties()) {
            lines.add((property.required() ? "      " : "      # ") + property.name() + ": " + value(property));
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The properties of the workspace that the step refers to. */
    public List<String> settings() {
        return List.copyOf(settings);
    }

    /** What a property is, in a sentence. */
    public static String about(Connector.Property property) {
        String choices = property.choices().isEmpty() ? "" : " (" + String.join(", ", property.choices()) + ")";
        return property.description() + choices;
    }

    private String value(Connector.Property property) {
        if (property.secret()) {
            return raw(property);
        }
        if (property.required()) {
            // An address may hold an &, which Camel would read as the end of the value.
            String written = connector.addresses().contains(property.name())
                    ? raw(property)
                    : "\"{{" + setting(property) + "}}\"";
            return written + (property.example() == null ? "" : " # " + property.example());
        }
        String preset = property.defaultValue() == null ? "" : property.defaultValue();
        return property.type().equals("string")
                ? "\"" + preset.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : preset;
    }

    private String raw(Connector.Property property) {
        return "\"RAW({{" + setting(property) + "}})\"";
    }

    /** As {@code salesforce.client-secret}. */
    private String setting(Connector.Property property) {
        String vendor = connector.name().replaceFirst("-.*", "");
        String name =
                vendor + "." + property.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        if (property.required()) {
            settings.add(name);
        }
        return name;
    }
}
