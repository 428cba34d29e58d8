package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import dev.hookwright.jq.JqCheck;

/** A jq expression can be read, and calls functions that there are. */
final class JqRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        YamlValue text = part.name().equals("jq") && !part.isStep() ? part.expression() : null;
        String query = text == null ? "" : file.resolved(text).orElse("");
        // One that stands in a file is read there.
        if (text != null && !query.isBlank() && !query.strip().startsWith("resource:")) {
            JqCheck.inRoute(query)
                    .forEach(complaint -> findings.error(text.where(), complaint.what(), complaint.remedy()));
        }
    }
}
