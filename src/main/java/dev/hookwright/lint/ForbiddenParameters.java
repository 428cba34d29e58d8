package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters of calls, and properties of their objects, by which a message or a file would choose what code runs. */
final class ForbiddenParameters implements Rule, TextRule {
    private static final Set<String> HOLDERS = Set.of("parameters", "properties");
    private static final Pattern NAMES = Pattern.compile(
            "allowTemplateFromHeader|allowContextMapAll|.*ClassName|.*JNDI|connectionInitSql|(?:.*\\.)?class");
    private static final Pattern IN_ADDRESS = Pattern.compile("[?&]([\\w.-]+)=([^&]*)");
    /** What H2 and PostgreSQL's driver run, or make an object of, as soon as they connect. */
    private static final Pattern DATABASE = Pattern.compile("(?i);\\s*init\\s*=|[?&](?:socketFactory|sslfactory"
            + "|sslhostnameverifier|sslpasswordcallback|xmlFactoryFactory|loggerFile)(?:arg)?=");

    private static final Pattern OTHER_DATABASE = Pattern.compile("(?i)jdbc:(?!postgresql:|\\{\\{|dataSource\\b)\\w+:");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (HOLDERS.contains(part.name())) {
            check("", part.value(), findings);
        }
    }

    /** Camel joins the names of mappings in one another with dots. */
    private static void check(String prefix, YamlValue value, Findings findings) {
        for (YamlValue.Field field : value.fields()) {
            String name = prefix + KeyName.of(field.name());
            String text = field.value().isScalar() ? field.value().text() : "";
            check(field.where(), name, text, findings);
            check(name + ".", field.value(), findings);
        }
    }

    private static void check(String where, String name, String value, Findings findings) {
        if (NAMES.matcher(name).matches() && !value.equals("false")) {
            findings.error(where, "a route may not set " + name, "remove it");
        }
    }

    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        String whole = file.resolved(text).orElse(text.text());
        Matcher parameter = IN_ADDRESS.matcher(whole);
        while (parameter.find()) {
            check(text.where(), KeyName.of(parameter.group(1)), parameter.group(2), findings);
        }
        if (DATABASE.matcher(whole).find()) {
            findings.error(text.where(), "this database address runs code when it is opened", "leave that part out");
        } else if (OTHER_DATABASE.matcher(text.text()).find()) {
            findings.error(
                    text.where(),
                    "a route opens no database but PostgreSQL of its own accord",
                    "write {{NAME}}, and the address into application.properties");
        }
    }
}
