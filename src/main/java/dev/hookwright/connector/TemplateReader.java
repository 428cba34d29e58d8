package dev.hookwright.connector;

import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a connector's template does, step after step in the order of the file. */
final class TemplateReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*\\??([^{}:]+?)(?::[^{}]*)?\\s*\\}\\}");
    private static final Set<String> CALLING = Set.of("to", "toD", "enrich", "pollEnrich", "wireTap", "recipientList");
    private static final Pattern INSIDE =
            Pattern.compile("(?:kamelet|direct|seda|log|mock|language|mustache|jsonata|xslt|jq|bean|class):.*");
    private static final Pattern HTTP = Pattern.compile("(?:https?:|\\{\\{).*");
    private static final Set<String> EVALUATED = Set.of("simple", "jq", "jsonpath", "uri");

    private final List<Use> uses = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> beans = new TreeSet<>();
    private boolean stripped;
    private boolean strippedAfter;

    private TemplateReader() {}

    /**
     * A placeholder in the template.
     *
     * @param isEvaluated whether what it is filled in with is part of an expression or of a URI
     */
    record Use(String name, YamlValue at, boolean isEvaluated) {}

    /**
     * A call to the outside.
     *
     * @param isStripped whether nothing but the template's own headers goes out with it
     */
    record Call(String where, boolean isHttp, boolean isStripped, Set<String> parameters) {}

    static TemplateReader read(YamlValue template) {
        TemplateReader reader = new TemplateReader();
        YamlValue beans = template.get("beans");
        if (beans != null) {
            beans.items().forEach(bean -> reader.beans.add(Connector.text(bean, "name")));
        }
        reader.walk(template, false, false);
        return reader;
    }

    List<Use> uses() {
        return uses;
    }

    List<Call> calls() {
        return calls;
    }

    Set<String> beans() {
        return beans;
    }

    boolean isUsed(String property) {
        return uses.stream().anyMatch(use -> use.name().equals(property));
    }

    /** Whether headers are removed after the last call. */
    boolean isStrippedAtTheEnd() {
        return strippedAfter;
    }

    private void walk(YamlValue value, boolean evaluated, boolean parameters) {
        if (value.isScalar()) {
            placeholders(value, evaluated, parameters);
        }
        if (value.isSequence()) {
            value.items().forEach(item -> walk(item, evaluated, parameters));
        }
        for (YamlValue.Field field : value.fields()) {
            if (field.name().equals("removeHeaders")) {
                boolean all = Connector.text(field.value(), "pattern").equals("*");
                stripped |= all;
                strippedAfter |= all;
            }
            if (CALLING.contains(field.name())) {
                call(field);
            }
            walk(
                    field.value(),
                    evaluated || EVALUATED.contains(field.name()),
                    field.name().equals("parameters"));
        }
    }

    private void call(YamlValue.Field field) {
        String uri = field.value().isScalar() ? field.value().text() : Connector.text(field.value(), "uri");
        if (INSIDE.matcher(uri).matches()) {
            return;
        }
        YamlValue parameters = field.value().get("parameters");
        Set<String> names = parameters == null
                ? Set.of()
                : parameters.fields().stream().map(YamlValue.Field::name).collect(Collectors.toSet());
        calls.add(new Call(field.where(), HTTP.matcher(uri).matches(), stripped, names));
        strippedAfter = false;
    }

    private void placeholders(YamlValue scalar, boolean evaluated, boolean parameters) {
        String text = scalar.text();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            boolean raw = text.startsWith("RAW(") && text.endsWith(")");
            uses.add(new Use(matcher.group(1), scalar, evaluated || (parameters && !raw)));
        }
    }
}
