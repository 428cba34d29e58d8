package dev.hookwright.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code {{name}}}, {@code {{name:default}}} and {@code {{env:NAME:default}}} as Camel does: the environment's
 * {@code NAME_IN_CAPITALS} goes before the property {@code name.in.capitals}.
 */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*\\}\\}");
    private static final String ENVIRONMENT = "env:";

    private final Properties properties;
    private final Map<String, String> environment;

    public Placeholders(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = Map.copyOf(environment);
    }

    /** There is no value for a placeholder. */
    public static final class NoValue extends Exception {
        private static final long serialVersionUID = 1L;

        NoValue(String name) {
            super("nothing gives {{" + name + "}} a value");
            remedy = name.startsWith(ENVIRONMENT)
                    ? "set the environment variable " + name.substring(ENVIRONMENT.length())
                    : "set " + name + " in application.properties, or " + variable(name) + " in the environment";
        }

        private final String remedy;

        public String remedy() {
            return remedy;
        }
    }

    /** The text with every placeholder filled in. */
    public String resolve(String text) throws NoValue {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            resolved.append(text, from, matcher.start()).append(value(matcher.group(1)));
            from = matcher.end();
        }
        return resolved.append(text.substring(from)).toString();
    }

    /** The value of a name, from the environment or the properties. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(environment.get(variable(name)))
                .or(() -> Optional.ofNullable(properties.getProperty(name)));
    }

    private String value(String expression) throws NoValue {
        boolean fromEnvironment = expression.startsWith(ENVIRONMENT);
        String body = fromEnvironment ? expression.substring(ENVIRONMENT.length()) : expression;
        int colon = body.indexOf(':');
        String name = colon < 0 ? body : body.substring(0, colon);
        Optional<String> value = fromEnvironment ? Optional.ofNullable(environment.get(name)) : get(name);
        if (value.isPresent()) {
            return value.get();
        }
        if (colon < 0) {
            throw new NoValue(fromEnvironment ? ENVIRONMENT + name : name);
        }
        return body.substring(colon + 1);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
