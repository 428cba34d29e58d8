package dev.hookwright.connector;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that a connector is held to, beyond what Camel itself refuses. */
final class ConnectorLint {
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(secret|token|password|passwd|passphrase|api-?key|credential|private-?key)s?");
    private static final String CREDENTIALS = "urn:camel:group:credentials";
    private static final List<String> TIMEOUTS = List.of("connectTimeout", "responseTimeout");
    /** A URL that is itself a secret goes by this name. */
    private static final List<String> ADDRESSES = List.of("baseUrl", "webhookUrl");

    private final String name;
    private final YamlValue file;
    private final Problems problems;
    private final Map<String, YamlValue.Field> properties = new LinkedHashMap<>();
    private final Set<String> required = new TreeSet<>();
    private final @Nullable YamlValue template;

    /** @param name the file's, without .kamelet.yaml */
    ConnectorLint(String name, YamlValue file, Problems problems) {
        this.name = name;
        this.file = file;
        this.problems = problems;
        YamlValue declared = Connector.at(file, "spec", "definition", "properties");
        if (declared != null) {
            declared.fields().forEach(field -> properties.put(field.name(), field));
        }
        YamlValue names = Connector.at(file, "spec", "definition", "required");
        if (names != null) {
            names.items().forEach(item -> required.add(item.textOrNothing()));
        }
        this.template = Connector.at(file, "spec", "template");
    }

    void check() {
        checkName();
        if (template == null) {
            file.problem(problems, "the connector has no template", "add spec.template with its steps");
            return;
        }
        properties.values().forEach(this::checkProperty);
        checkRequired();
        TemplateReader reader = TemplateReader.read(template);
        checkPlaceholders(reader);
        if (!reader.calls().isEmpty()) {
            checkDescription();
            checkCalls(reader);
        }
    }

    private void checkName() {
        YamlValue stated = Connector.at(file, "metadata", "name");
        if (stated == null || !stated.textOrNothing().equals(name)) {
            (stated == null ? file : stated)
                    .problem(problems, "the connector's name is not that of its file", "make metadata.name " + name);
        }
        String kind = name.substring(name.lastIndexOf('-') + 1);
        YamlValue label = Connector.at(file, "metadata", "labels", "camel.apache.org/kamelet.type");
        if (!Set.of("source", "sink", "action").contains(kind)) {
            file.problem(problems, "the name does not say what it is", "let it end in -source, -sink or -action");
        } else if (label == null || !label.textOrNothing().equals(kind)) {
            (label == null ? file : label)
                    .problem(
                            problems,
                            "the type does not agree with the name",
                            "make the label camel.apache.org/kamelet.type " + kind);
        }
    }

    private void checkProperty(YamlValue.Field property) {
        for (String key : List.of("title", "description", "type")) {
            if (property.value().get(key) == null) {
                problems.add(
                        property.where(), "property \"" + property.name() + "\" has no " + key, "give it a " + key);
            }
        }
        boolean hidden = Connector.text(property.value(), "format").equals("password");
        YamlValue descriptors = property.value().get("x-descriptors");
        boolean marked = descriptors != null
                && descriptors.items().stream()
                        .anyMatch(item -> item.textOrNothing().equals(CREDENTIALS));
        boolean named = SECRET_NAME.matcher(property.name()).matches()
                && Connector.text(property.value(), "type").equals("string");
        if ((named || hidden || marked) && !(hidden && marked)) {
            problems.add(
                    property.where(),
                    "property \"" + property.name() + "\" is a secret and not marked as one",
                    "give it format: password and x-descriptors: [\"" + CREDENTIALS + "\"]");
        }
        if (required.contains(property.name()) == (property.value().get("default") != null)) {
            problems.add(
                    property.where(),
                    "property \"" + property.name() + "\" is neither required nor has a default, or is both",
                    "list it under required, or give it a default");
        }
    }

    private void checkRequired() {
        YamlValue names = Connector.at(file, "spec", "definition", "required");
        for (YamlValue item : names == null ? List.<YamlValue>of() : names.items()) {
            if (!item.isScalar()) {
                item.problem(problems, "required is a list of names", "write required: [NAME, NAME]");
            } else if (!properties.containsKey(item.text())) {
                item.problem(
                        problems,
                        "required property \"" + item.text() + "\" is not declared",
                        NearestName.remedy(item.text(), properties.keySet()));
            }
        }
    }

    private void checkPlaceholders(TemplateReader reader) {
        for (YamlValue.Field property : properties.values()) {
            if (!reader.isUsed(property.name())) {
                problems.add(
                        property.where(),
                        "property \"" + property.name() + "\" is not used",
                        "use {{" + property.name() + "}} in the template, or remove it");
            }
        }
        for (TemplateReader.Use use : reader.uses()) {
            YamlValue.Field property = properties.get(use.name());
            if (property == null && !reader.beans().contains(use.name())) {
                use.at()
                        .problem(
                                problems,
                                "{{" + use.name() + "}} is not declared",
                                NearestName.remedy(use.name(), properties.keySet()));
            }
            if (property != null
                    && Connector.text(property.value(), "format").equals("password")
                    && use.isEvaluated()) {
                use.at()
                        .problem(
                                problems,
                                "the secret {{" + use.name() + "}} would be read as an expression or a part of a URI",
                                "write RAW({{" + use.name() + "}}) in parameters, a constant in a header");
            }
        }
    }

    private void checkDescription() {
        YamlValue description = Connector.at(file, "spec", "definition", "description");
        if (description == null || !description.textOrNothing().contains("Idempotency: ")) {
            (description == null ? file : description)
                    .problem(
                            problems,
                            "the description does not say what a repeated call does",
                            "add a sentence that begins with Idempotency:");
        }
    }

    private void checkCalls(TemplateReader reader) {
        for (String timeout : TIMEOUTS) {
            if (!properties.containsKey(timeout)) {
                file.problem(problems, "there is no property \"" + timeout + "\"", "declare it, of type integer");
            }
        }
        boolean callsHttp = reader.calls().stream().anyMatch(TemplateReader.Call::isHttp);
        if (callsHttp && ADDRESSES.stream().noneMatch(properties::containsKey)) {
            file.problem(
                    problems,
                    "there is no property \"baseUrl\"",
                    "declare it, with the vendor's address as its default, and begin the calls' uri with it");
        }
        for (TemplateReader.Call call : reader.calls()) {
            if (!call.isStripped()) {
                problems.add(
                        call.where(),
                        "the message's headers would go out with this call",
                        "put removeHeaders: {pattern: \"*\"} before it");
            }
            for (String timeout : TIMEOUTS) {
                if (call.isHttp() && !call.parameters().contains(timeout)) {
                    problems.add(
                            call.where(),
                            "this call has no " + timeout,
                            "add " + timeout + ": \"{{" + timeout + "}}\" to its parameters");
                }
            }
        }
        TemplateReader.Call last = reader.calls().get(reader.calls().size() - 1);
        if (!reader.isStrippedAtTheEnd()) {
            problems.add(
                    last.where(),
                    "the answer's headers stay in the message",
                    "put removeHeaders: {pattern: \"*\", excludePattern: ...} after it");
        }
    }
}
