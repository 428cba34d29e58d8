package dev.hookwright.routetest;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.connector.Connector;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.SamplePayload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a connector's test does: it calls the connector. */
final class ConnectorCallReader implements ActionReader {
    static final Set<String> FIELDS = Set.of("connector", "parameters", "payload", "form", "file");
    /** Stands for the address at which the test takes requests. */
    static final String STAND_IN = "{{stand-in}}";

    private static final SamplePayload NOTHING = new SamplePayload(Draft.JSON, "{}".getBytes(StandardCharsets.UTF_8));

    private final List<Connector> connectors;
    private final PayloadReader payloads;
    private final Names names;
    private final Problems problems;
    private int calls;

    ConnectorCallReader(List<Connector> connectors, PayloadReader payloads) {
        this.connectors = connectors;
        this.payloads = payloads;
        this.names = payloads.names();
        this.problems = names.problems();
    }

    @Override
    public String example() {
        return "{connector: NAME, payload: {...}}";
    }

    @Override
    public Optional<RouteTest.Action> read(YamlValue value) {
        if (!value.isMapping()) {
            value.problem(problems, "a call of a connector is expected here", "write " + example());
            return Optional.empty();
        }
        Map<String, YamlValue> fields = value.fieldsAmong(FIELDS, problems);
        YamlValue name = fields.get("connector");
        if (name == null) {
            value.problem(problems, "it is not said which connector is called", "add connector: NAME");
            return Optional.empty();
        }
        Optional<SamplePayload> payload = payloads.read(fields);
        return connector(name)
                .map(connector -> new RouteTest.ConnectorCall(
                        value.where(),
                        "call-" + ++calls,
                        connector.name(),
                        parameters(fields.get("parameters"), connector, value),
                        payload.orElse(NOTHING)));
    }

    private Optional<Connector> connector(YamlValue value) {
        String name = names.text(value);
        Optional<Connector> found = connectors.stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            value.problem(
                    problems,
                    "there is no connector \"" + name + "\"",
                    NearestName.of(
                                    name,
                                    connectors.stream().map(Connector::name).toList())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("./hookwright connectors lists them"));
        } else if (found.get().addresses().isEmpty()) {
            value.problem(
                    problems,
                    name + " calls no address that one of its properties says, so that nothing can stand in for it",
                    "try it in a route's test, or let its calls begin with a property, as \"{{baseUrl}}/items\"");
        }
        return found;
    }

    /** Those that are said, and the stand-in for all that it calls. */
    private Map<String, String> parameters(@Nullable YamlValue value, Connector connector, YamlValue call) {
        List<String> known =
                connector.properties().stream().map(Connector.Property::name).toList();
        Map<String, String> parameters = new LinkedHashMap<>();
        connector.addresses().forEach(address -> parameters.put(address, STAND_IN));
        names.texts(value).forEach((name, text) -> {
            YamlValue written = value == null ? call : value.get(name);
            if (!known.contains(name)) {
                (written == null ? call : written)
                        .problem(
                                problems,
                                connector.name() + " has no property \"" + name + "\"",
                                NearestName.remedy(name, known));
            } else if (connector.addresses().contains(name) && !text.startsWith(STAND_IN)) {
                (written == null ? call : written)
                        .problem(
                                problems,
                                "the test would call " + text,
                                "leave " + name + " out, or begin it with " + STAND_IN);
            } else {
                parameters.put(name, text);
            }
        });
        connector.properties().stream()
                .filter(property -> property.required() && !parameters.containsKey(property.name()))
                .forEach(property -> call.problem(
                        problems,
                        connector.name() + " needs " + property.name(),
                        "add it to parameters: {" + property.name() + ": ...}"));
        return parameters;
    }
}
