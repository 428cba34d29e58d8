package dev.hookwright.lint;

import dev.hookwright.config.RouteRules;
import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message is turned into is a plain value: a text that becomes a file or a URL would be read. */
final class TypeRule implements Rule, TextRule {
    private static final List<String> VALUES = List.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Short",
            "java.lang.String",
            "java.io.InputStream",
            "java.io.Reader",
            "java.math.*",
            "java.time.*",
            "java.util.ArrayList",
            "java.util.Collection",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.Iterator",
            "java.util.LinkedHashMap",
            "java.util.List",
            "java.util.Map",
            "java.util.Set",
            "java.util.TreeMap",
            "java.util.UUID",
            "com.fasterxml.jackson.databind.JsonNode",
            "com.fasterxml.jackson.databind.node.*",
            "org.w3c.dom.*");
    private static final String EXCEPTION = "exceptionType";
    private static final List<String> EXCEPTIONS = List.of("*Exception", "*Error");
    private static final Set<String> CONVERSIONS = Set.of("convertBodyTo", "convertHeaderTo", "convertVariableTo");
    /** With these the class is named by a header. */
    private static final Set<String> FREE = Set.of("allowUnmarshallType", "allowJmsType", "allowAnyType");

    private static final Pattern KEY = Pattern.compile(".*(?:Type|Class|ClassNames?)|jsonView");
    private static final Pattern NAME = Pattern.compile("\\w+(?:[.$]\\w+)+");
    /** As in {@code bodyAs(CLASS)} and {@code #valueAs(CLASS):...}. */
    private static final Pattern IN_TEXT = Pattern.compile("As\\((?:[^)]*,)?\\s*['\"]?([^)'\",]*?)['\"]?\\s*\\)");

    private final RouteRules rules;

    TypeRule(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (FREE.contains(part.name())
                && part.value().isScalar()
                && !part.value().text().equals("false")) {
            findings.error(part.field().where(), "an event may not choose a class", "remove " + part.name());
        }
        YamlValue type = type(part);
        if (type != null) {
            List<String> allowed = part.name().equals(EXCEPTION) ? EXCEPTIONS : VALUES;
            for (String name : file.resolved(type).orElse(type.text()).split(",")) {
                check(type, name.strip(), allowed, findings);
            }
        }
    }

    private static @Nullable YamlValue type(Part part) {
        if (CONVERSIONS.contains(part.name()) && part.isStep()) {
            return part.value().isScalar() ? part.value() : part.text("type");
        }
        boolean named = KEY.matcher(part.name()).matches() && !ClassRule.KEYS.contains(part.name());
        return named && part.value().isScalar() ? part.value() : null;
    }

    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        Matcher matcher = IN_TEXT.matcher(file.resolved(text).orElse(text.text()));
        while (matcher.find()) {
            check(text, matcher.group(1).strip(), VALUES, findings);
        }
    }

    private void check(YamlValue at, String written, List<String> allowed, Findings findings) {
        String name = written.replace("[]", "");
        if (NAME.matcher(name).matches()
                && !ClassRule.matches(allowed, name)
                && !ClassRule.matches(rules.classes(), name)) {
            ClassRule.refuse(at, name, findings);
        }
    }
}
