package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.regex.Pattern;

/**
 * A parameter's value is lost from an {@code &} on, unless it is raw: Camel makes one address of all parameters before it
 * takes them apart again.
 */
final class RawRule implements Rule {
    private static final Pattern RAW = Pattern.compile("(?s)RAW(?:\\(.*\\)|\\{.*\\})");
    private static final Pattern END = Pattern.compile("&|%26");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        YamlValue parameters = part.value().get("parameters");
        if (parameters == null || Call.of(part, file).isEmpty()) {
            return;
        }
        for (YamlValue.Field field : parameters.fields()) {
            if (field.value().isScalar()) {
                check(field, file.resolved(field.value()).orElse(""), findings);
            }
        }
    }

    private static void check(YamlValue.Field field, String value, Findings findings) {
        if (END.matcher(value).find() && !RAW.matcher(value.strip()).matches()) {
            findings.error(
                    field.value().where(),
                    "what stands behind an & in " + field.name()
                            + " would be lost: Camel takes it for other parameters",
                    "write the value as \"RAW(...)\"");
        }
    }
}
