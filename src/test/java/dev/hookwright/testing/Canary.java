package dev.hookwright.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A secret that is looked for wherever it must not be, in whatever form it may have got there. */
public record Canary(String name) {
    /** Letters and digits alone, which no URL, JSON or HTML encoding changes. */
    private String core() {
        return "Cn4ry" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "") + "x9Qz7";
    }

    public String value() {
        return core() + "/+ \"&%é" + core();
    }

    /** For what takes letters and digits only. */
    public String plainValue() {
        return core() + core();
    }

    /** How it reads as it is, percent-encoded, as JSON or HTML, and within anything in base64. */
    public Set<String> forms() {
        Set<String> forms = new TreeSet<>();
        forms.add(core());
        for (int before = 0; before < 3; before++) {
            byte[] bytes = (" ".repeat(before) + core()).getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            // What is before and behind the secret has a part in the first and the last characters.
            String inner = encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2);
            forms.add(inner);
            forms.add(URLEncoder.encode(inner, StandardCharsets.UTF_8));
            forms.add(inner.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }
}
