package dev.hookwright.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

        /** What has no value; null where the message says more. */
        private final @Nullable String missing;

        private final String remedy;

        private NoValue(String message, String remedy, @Nullable String missing) {
            super(message);
            this.remedy = remedy;
            this.missing = missing;
        }

        static NoValue of(String name) {
            return new NoValue(
                    "nothing gives {{" + name + "}} a value",
                    name.startsWith(ENVIRONMENT)
                            ? "set the environment variable " + name.substring(ENVIRONMENT.length())
                            : "set " + name + " in application.properties, or " + variable(name)
                                    + " in the environment",
                    name);
        }

        static NoValue ofCircle(String name) {
            return new NoValue("the value of " + name + " refers to itself", "give it a value of its own", null);
        }

        /** The same, met in a value. */
        NoValue in(String holder) {
            return missing == null
                    ? this
                    : new NoValue(
                            "the value of " + holder + " has {{" + missing
                                    + "}} in it, which is taken for another setting that has no value",
                            remedy + "; or choose a value without double braces",
                            null);
        }

        public String remedy() {
            return remedy;
        }
    }

    /** The text with every placeholder filled in, and those in their values. */
    public String resolve(String text) throws NoValue {
        return resolve(text, Set.of());
    }

    /** @param within those whose value the text is part of */
    private String resolve(String text, Set<String> within) throws NoValue {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            resolved.append(text, from, matcher.start()).append(value(matcher.group(1), within));
            from = matcher.end();
        }
        return resolved.append(text.substring(from)).toString();
    }

    /** The value of a name, from the environment or the properties. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(environment.get(variable(name)))
                .or(() -> Optional.ofNullable(properties.getProperty(name)));
    }

    /** A property's value; as it is written, where that refers to something that is not there. */
    String valueOrText(String property) {
        String text = get(property).orElse("");
        try {
            return resolve(text);
        } catch (NoValue e) {
            return text;
        }
    }

    private String value(String expression, Set<String> within) throws NoValue {
        boolean fromEnvironment = expression.startsWith(ENVIRONMENT);
        String body = fromEnvironment ? expression.substring(ENVIRONMENT.length()) : expression;
        int colon = body.indexOf(':');
        String name = colon < 0 ? body : body.substring(0, colon);
        Optional<String> value = fromEnvironment ? Optional.ofNullable(environment.get(name)) : get(name);
        String whole = fromEnvironment ? ENVIRONMENT + name : name;
        if (value.isPresent()) {
            Set<String> inside = new HashSet<>(within);
            if (!inside.add(whole)) {
                throw NoValue.ofCircle(whole);
            }
            try {
                return resolve(value.get(), inside);
            } catch (NoValue e) {
                throw e.in(whole);
            }
        }
        if (colon < 0) {
            throw NoValue.of(whole);
        }
        return body.substring(colon + 1);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
