package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the examples that a provider's file carries, so that a wrong file fails when it is loaded and not later. */
final class ProviderExamples {
    private static final Set<String> FIELDS = Set.of("name", "secret", "at", "url", "headers", "body", "valid");

    private final Problems problems;

    ProviderExamples(Problems problems) {
        this.problems = problems;
    }

    void run(Provider provider, YamlValue examples) {
        for (YamlValue example : examples.items()) {
            Map<String, YamlValue> fields = example.fieldsAmong(FIELDS, problems);
            boolean valid = "true".equals(text(fields, "valid", ""));
            Verdict verdict = provider.verify(
                    request(fields),
                    Credentials.of(secrets(fields.get("secret"))),
                    Instant.ofEpochSecond(Long.parseLong(text(fields, "at", "0"))),
                    null);
            if (verdict instanceof Verdict.Verified != valid) {
                String why = verdict instanceof Verdict.Refused refused ? ": " + refused.detail() : "";
                example.problem(
                        problems,
                        "the example \"" + text(fields, "name", "") + "\" comes out " + (valid ? "refused" : "accepted")
                                + why,
                        "correct the scheme or the example");
            }
        }
    }

    private static HookRequest request(Map<String, YamlValue> fields) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        YamlValue given = fields.get("headers");
        if (given != null) {
            given.fields()
                    .forEach(header -> headers.put(
                            header.name().toLowerCase(Locale.ROOT),
                            List.of(header.value().text())));
        }
        byte[] body = text(fields, "body", "").getBytes(StandardCharsets.UTF_8);
        return new HookRequest("POST", text(fields, "url", ""), headers, Map.of(), body);
    }

    private static List<String> secrets(@Nullable YamlValue value) {
        return value == null
                ? List.of()
                : value.items().stream().map(YamlValue::text).toList();
    }

    private static String text(Map<String, YamlValue> fields, String name, String otherwise) {
        YamlValue value = fields.get(name);
        return value == null ? otherwise : value.text();
    }
}
