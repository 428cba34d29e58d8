package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call says whom, and its parameters are not mistyped ones that would go out as part of an address. */
final class AddressRule implements Rule {
    private static final Set<String> CALLS = Set.of("to", "toD", "wireTap", "poll", "from");
    private static final Set<String> LENIENT = Set.of("http", "https");
    private static final Pattern SINGLE_BRACES = Pattern.compile("\\{([a-z][\\w-]*(?:\\.[\\w-]+)+)\\}");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        boolean isCall =
                CALLS.contains(part.name()) && (part.isStep() || part.name().equals("from"));
        if (isCall && part.value().isMapping() && !hasAddress(part.value())) {
            findings.error(
                    part.field().where(),
                    part.name().equals("from")
                            ? "from does not say where the route starts"
                            : part.name() + " does not say whom to call",
                    part.name().equals("from")
                            ? "add uri: platform-http:/hooks/NAME"
                            : "add uri: kamelet:NAME, or another address");
        }
        Call.of(part, file).filter(Call::isWhole).ifPresent(call -> checkParameters(part, call, file, findings));
    }

    /** A mistyped key has its own problem. */
    private static boolean hasAddress(YamlValue call) {
        return call.fields().stream()
                .anyMatch(field -> NearestName.of("uri", Set.of(field.name())).isPresent());
    }

    private static void checkParameters(Part part, Call call, RouteFile file, Findings findings) {
        YamlValue parameters = part.value().get("parameters");
        if (parameters == null || file.isConnector()) {
            return;
        }
        Set<String> known = LENIENT.contains(call.scheme()) ? Catalogue.allParameters(call.scheme()) : new TreeSet<>();
        for (YamlValue.Field field : parameters.fields()) {
            if (!known.isEmpty() && !known.contains(field.name())) {
                NearestName.of(field.name(), known)
                        .ifPresent(near -> findings.warn(
                                field.where(),
                                call.scheme() + ": has no parameter \"" + field.name()
                                        + "\", so that it would be sent as part of the address",
                                "did you mean \"" + near + "\"?"));
            }
            Matcher braces = SINGLE_BRACES.matcher(
                    field.value().isScalar() ? field.value().text() : "");
            if (braces.matches()) {
                findings.warn(
                        field.value().where(),
                        "this is the text " + braces.group() + " as it stands",
                        "a setting has two braces: {" + braces.group() + "}");
            }
        }
    }
}
