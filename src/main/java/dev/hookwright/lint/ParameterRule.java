package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.Set;

/** A call has the parameters that its component knows. Asked only when Camel has refused something. */
final class ParameterRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        Call call = Call.of(part, file).filter(Call::isWhole).orElse(null);
        if (call == null || call.scheme().equals("kamelet")) {
            return;
        }
        Set<String> known = Catalogue.parameters(call.scheme());
        YamlValue parameters = part.value().get("parameters");
        if (parameters != null) {
            parameters.fields().forEach(field -> check(field.name(), field.where(), call, known, findings));
        }
        String[] address = file.resolved(call.uri()).orElse("").split("\\?", 2);
        if (address.length == 2 && !Call.isDynamic(part)) {
            for (String parameter : address[1].split("&")) {
                check(parameter.split("=", 2)[0], call.uri().where(), call, known, findings);
            }
        }
    }

    private static void check(String name, String where, Call call, Set<String> known, Findings findings) {
        if (!known.isEmpty() && !known.contains(name) && !name.contains(".")) {
            findings.error(
                    where,
                    call.scheme() + ": has no parameter \"" + name + "\"",
                    NearestName.of(name, known)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("remove it"));
        }
    }
}
