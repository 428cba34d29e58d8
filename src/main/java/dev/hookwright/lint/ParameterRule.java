package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.Set;

/** A call has the parameters that its component knows. Asked only when Camel has refused something. */
final class ParameterRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        Call call = Call.of(part, file).filter(Call::isWhole).orElse(null);
        YamlValue parameters = call == null ? null : part.value().get("parameters");
        if (call == null || parameters == null || call.scheme().equals("kamelet")) {
            return;
        }
        Set<String> known = Catalogue.parameters(call.scheme());
        for (YamlValue.Field field : parameters.fields()) {
            if (!known.isEmpty()
                    && !known.contains(field.name())
                    && !field.name().contains(".")) {
                findings.error(
                        field.where(),
                        call.scheme() + ": has no parameter \"" + field.name() + "\"",
                        NearestName.of(field.name(), known)
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("remove it"));
            }
        }
    }
}
