package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A route calls connectors that there are, with the properties that they have. */
final class ConnectorRule implements Rule {
    static final String LOCATION = "location";
    private static final Set<String> OF_CAMEL = Set.of("source", "sink");
    private static final Pattern IN_QUERY = Pattern.compile("[?&]([^=&]+)=([^&]*)");
    private static final Pattern RAW_VALUE = Pattern.compile("RAW\\([^)]*\\)|RAW\\{[^}]*\\}(?!\\})");

    private final Workspace workspace;
    private final Settings settings;
    private final Set<String> wrong;
    private final Map<String, Optional<Connector>> known = new HashMap<>();

    /** @param wrong connectors of the workspace in which something was found already */
    ConnectorRule(Workspace workspace, Settings settings, Set<String> wrong) {
        this.workspace = workspace;
        this.settings = settings;
        this.wrong = wrong;
    }

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        Call call = Call.of(part, file)
                .filter(found -> found.scheme().equals("kamelet") && !Call.isDynamic(part))
                .orElse(null);
        if (call == null || call.dependsOnEvent()) {
            return;
        }
        String name =
                call.address().orElse("").replaceFirst("^kamelet:(//)?", "").split("/", 2)[0];
        if (call.uri().text().contains(LOCATION + "=")) {
            refuseLocation(call.uri().where(), findings);
        }
        if (OF_CAMEL.contains(name)) {
            return;
        }
        if (wrong.contains(name)) {
            findings.error(
                    call.uri().where(), "the connector \"" + name + "\" is not as it may be", "correct it first");
            return;
        }
        Optional<Connector> connector = known.computeIfAbsent(name, key -> ConnectorCatalog.find(workspace, key));
        if (connector.isEmpty()) {
            findings.error(
                    call.uri().where(),
                    "there is no connector \"" + name + "\"",
                    NearestName.of(name, ConnectorCatalog.names(workspace.connectors()))
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("./hookwright connectors lists them"));
        } else {
            checkQuery(call, connector.get(), file, findings);
            checkProperties(part, call, connector.get(), file, findings);
        }
    }

    private static void checkValues(@Nullable YamlValue parameters, Connector connector, Findings findings) {
        for (Connector.Property property : connector.properties()) {
            YamlValue value = parameters == null ? null : parameters.get(property.name());
            // What a setting gives is not known here, and may differ between installations.
            if (value == null || !value.isScalar() || value.text().matches("(?s).*(\\{\\{|\\$).*")) {
                continue;
            }
            if (!property.choices().isEmpty() && !property.choices().contains(value.text())) {
                findings.error(
                        value.where(),
                        "\"" + value.text() + "\" is none of the values that " + property.name() + " may have",
                        NearestName.remedy(value.text(), property.choices()));
            } else if (property.type().equals("integer") && !value.text().matches("-?\\d+")) {
                findings.error(
                        value.where(),
                        property.name() + " is a whole number, and \"" + value.text() + "\" is none",
                        "write digits alone");
            } else if (property.type().equals("boolean") && !value.text().matches("true|false")) {
                findings.error(value.where(), property.name() + " is true or false", "write one of the two");
            }
        }
    }

    private void checkQuery(Call call, Connector connector, RouteFile file, Findings findings) {
        Matcher matcher = IN_QUERY.matcher(call.uri().text());
        while (matcher.find()) {
            if (connector.addresses().contains(matcher.group(1))) {
                checkAddress(call.uri(), matcher.group(2), file, findings);
            }
        }
    }

    /** What a connector calls is of a kind that a route may call. */
    private void checkAddress(YamlValue at, String written, RouteFile file, Findings findings) {
        String filled =
                file.filled(written).orElse("").replaceFirst("^RAW[({]", "").strip();
        Set<String> allowed = Schemes.allowed(settings.routes(), false);
        if (filled.contains(":") && !allowed.contains(Schemes.of(filled))) {
            findings.error(
                    at.where(),
                    "a connector may not be made to call " + Schemes.of(filled) + ":",
                    "write an address that begins with https:");
        }
    }

    /** Whether settings give some of its properties. */
    static boolean isConfigured(Connector connector, Settings settings) {
        return settings.properties().stringPropertyNames().stream()
                .anyMatch(name -> name.startsWith("camel.kamelet." + connector.name() + "."));
    }

    private static void refuseLocation(String where, Findings findings) {
        findings.error(
                where, "a connector is not fetched from elsewhere", "put it into connectors/ and leave location out");
    }

    private static void checkName(
            String name, String where, Connector connector, Set<String> names, Findings findings) {
        if (!names.contains(name) && !Catalogue.parameters("kamelet").contains(name)) {
            findings.error(
                    where,
                    "the connector " + connector.name() + " has no property \"" + name + "\"",
                    NearestName.remedy(name, names));
        }
    }

    /** The names of the properties that stand in the address; what is in a raw value is none. */
    private static Set<String> inQuery(Call call) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = IN_QUERY.matcher(RAW_VALUE.matcher(call.uri().text()).replaceAll(""));
        while (matcher.find()) {
            names.add(matcher.group(1).strip());
        }
        return names;
    }

    private void checkProperties(Part part, Call call, Connector connector, RouteFile file, Findings findings) {
        Set<String> names = new TreeSet<>();
        connector.properties().forEach(property -> names.add(property.name()));
        YamlValue parameters = part.value().get("parameters");
        Set<String> given = inQuery(call);
        for (String name : given) {
            checkName(name, call.uri().where(), connector, names, findings);
        }
        for (YamlValue.Field field : parameters == null ? List.<YamlValue.Field>of() : parameters.fields()) {
            given.add(field.name());
            if (connector.addresses().contains(field.name()) && field.value().isScalar()) {
                checkAddress(field.value(), field.value().text(), file, findings);
            }
            if (field.name().equals(LOCATION)) {
                refuseLocation(field.where(), findings);
            } else {
                checkName(field.name(), field.where(), connector, names, findings);
            }
        }
        checkValues(parameters, connector, findings);
        boolean elsewhere = isConfigured(connector, settings);
        for (Connector.Property property : connector.properties()) {
            if (property.required() && !given.contains(property.name()) && !elsewhere) {
                findings.error(
                        call.uri().where(),
                        "the connector " + connector.name() + " is not given its " + property.name(),
                        "add " + property.name() + ": under parameters");
            }
        }
    }
}
