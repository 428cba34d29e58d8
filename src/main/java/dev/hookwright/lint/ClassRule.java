package dev.hookwright.lint;

import dev.hookwright.config.RouteRules;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects are made of classes that are known to be harmless. */
final class ClassRule implements Rule, TextRule {
    private static final List<String> USUAL = List.of(
            "java.lang.String",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Boolean",
            "org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy",
            "org.apache.camel.processor.aggregate.MemoryAggregationRepository",
            "org.apache.camel.processor.aggregate.StringAggregationStrategy",
            "org.apache.camel.processor.aggregate.UseLatestAggregationStrategy",
            "org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy");
    private static final List<String> OF_CONNECTORS =
            List.of("dev.hookwright.connector.*", "com.zaxxer.hikari.HikariDataSource");
    static final Set<String> KEYS = Set.of("builderClass", "beanType", "factoryBean", "factoryMethod");
    private static final String OURS = "hookwright";
    private static final Pattern CLASS =
            Pattern.compile("(?:#|%23)(class|type|autowired)(?::|%3[aA])([A-Za-z0-9_.$]*)");

    private final RouteRules rules;

    ClassRule(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        boolean isBean = part.name().equals("beans") && part.value().isSequence();
        if (isBean) {
            for (YamlValue bean : part.value().items()) {
                YamlValue beanName = bean.get("name");
                if (beanName != null && beanName.isScalar() && beanName.text().startsWith(OURS)) {
                    findings.error(
                            beanName.where(), beanName.text() + " is Hookwright's own", "give the bean another name");
                }
                YamlValue type = bean.get("type");
                if (type != null && type.isScalar()) {
                    check(type, type.text().replaceFirst("^#class:", "").split("\\(", 2)[0], file, findings);
                }
            }
        } else if (KEYS.contains(part.name()) && part.value().isScalar()) {
            check(part.value(), part.value().text().replaceFirst("^#class:", ""), file, findings);
        }
    }

    /** Any text of a file may name one. */
    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        Matcher matcher = CLASS.matcher(file.resolved(text).orElse(text.text()));
        while (matcher.find()) {
            check(text, matcher.group(2), file, findings);
        }
    }

    private void check(YamlValue at, String name, RouteFile file, Findings findings) {
        List<String> allowed = new ArrayList<>(USUAL);
        allowed.addAll(rules.classes());
        if (file.isConnector()) {
            allowed.addAll(OF_CONNECTORS);
        }
        if (!matches(allowed, name)) {
            refuse(at, name, findings);
        }
    }

    static void refuse(YamlValue at, String name, Findings findings) {
        findings.error(
                at.where(),
                "a route may not make objects of the class " + name,
                "do without; an operator can allow it with " + RouteRules.CLASSES + "=" + name);
    }

    /** Whether one of the names, in which * stands for any characters, is this one. */
    static boolean matches(List<String> globs, String name) {
        return globs.stream().anyMatch(glob -> name.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q")));
    }
}
