package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The accessibility checker axe, in the page that a browser shows. */
final class Axe {
    private Axe() {}

    /** What it finds that is serious or critical. */
    static List<String> violations(Browser browser, String options) {
        browser.evaluate("'axe' in window || (() => {" + script() + "})()");
        JsonNode violations = browser.evaluate("axe.run(document, " + options + ").then(found => found.violations"
                + ".filter(one => ['serious', 'critical'].includes(one.impact))"
                + ".map(one => one.id + ' ' + one.nodes.map(node => node.html + node.failureSummary).join(' | ')))");
        List<String> all = new ArrayList<>();
        violations.forEach(one -> all.add(one.asText()));
        return all;
    }

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
