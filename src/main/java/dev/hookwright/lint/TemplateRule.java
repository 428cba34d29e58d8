package dev.hookwright.lint;

/** Where a template is used does not choose the kind of what it calls. */
final class TemplateRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (part.name().equals("routeTemplate")) {
            Part.each(part.value(), false, inner -> Call.of(inner, file).ifPresent(call -> check(call, findings)));
        } else if (file.isConnector()) {
            Call.of(part, file)
                    .filter(call -> call.uri().text().strip().matches("\\{\\{[^{}]*}}[^/?]*:.*"))
                    .ifPresent(call -> check(call, findings));
        }
    }

    private static void check(Call call, Findings findings) {
        if (call.address().isEmpty() && call.uri().text().strip().startsWith("{{")) {
            findings.error(
                    call.uri().where(),
                    "the kind of a call is written out",
                    "begin the address with https: or the like");
        }
    }
}
