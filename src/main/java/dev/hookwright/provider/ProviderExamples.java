package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the examples that a provider's file carries, so that a wrong file fails when it is loaded and not later. */
final class ProviderExamples {
    private static final String URL = "https://hooks.example.com/hooks/example";

    private final Problems problems;

    ProviderExamples(Problems problems) {
        this.problems = problems;
    }

    /**
     * Gives the first request among them that is the provider's.
     *
     * @param file that they stand in
     * @param examples null if there are none
     */
    @Nullable
    Example run(Provider provider, YamlValue file, @Nullable YamlValue examples) {
        Example first = null;
        Set<Boolean> kinds = new HashSet<>();
        int errors = problems.all().size();
        for (YamlValue example : examples == null ? List.<YamlValue>of() : examples.items()) {
            int before = problems.all().size();
            Fields fields = new Fields(example, FieldNames.EXAMPLE, problems);
            boolean valid =
                    fields.requiredWord("valid", List.of("true", "false")).equals("true");
            HookRequest request = request(fields);
            Credentials credentials = credentials(fields);
            Instant at = Instant.ofEpochSecond(fields.number("at", 0, 0, Integer.MAX_VALUE));
            if (problems.all().size() == before) {
                Verdict verdict = provider.verify(request, credentials, at, null, fetched(fields));
                check(fields, verdict, valid);
                kinds.add(valid);
                first = first == null && valid ? new Example(request, credentials) : first;
            }
        }
        if (!provider.isUnsigned() && problems.all().size() == errors) {
            warnUnlessBoth(kinds, examples == null ? file : examples);
        }
        return first;
    }

    /** What only says yes shows nothing of a scheme that always does, and the other way round. */
    private void warnUnlessBoth(Set<Boolean> kinds, YamlValue place) {
        for (boolean valid : new boolean[] {true, false}) {
            if (!kinds.contains(valid)) {
                problems.warn(
                        place.where(),
                        "no example shows a request that is " + (valid ? "the provider's" : "to be refused"),
                        "add one under examples: with valid: " + valid);
            }
        }
    }

    private static void check(Fields fields, Verdict verdict, boolean valid) {
        String what = "the example \"" + fields.text("name", "") + "\" comes out ";
        Verdict.Refused refused = verdict instanceof Verdict.Refused refusal ? refusal : null;
        if ((refused == null) != valid) {
            String why = refused == null ? "" : ": " + refused.detail();
            fields.problem(what + (valid ? "refused" : "accepted") + why, "correct the scheme or the example");
        } else if (refused != null
                && fields.has("reason")
                && !fields.text("reason", "").equals(refused.reason().word())) {
            fields.problem(what + refused.reason().word() + ": " + refused.detail(), "correct the reason");
        }
    }

    /** What is downloaded, as a text by its address. */
    private static Downloads fetched(Fields fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (YamlValue.Field text :
                fields.value("fetched").map(YamlValue::fields).orElse(List.of())) {
            texts.put(text.name(), String.join("", texts(text.value())));
        }
        return new GivenDownloads(texts);
    }

    private static HookRequest request(Fields fields) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (YamlValue.Field header :
                fields.value("headers").map(YamlValue::fields).orElse(List.of())) {
            headers.put(header.name().toLowerCase(Locale.ROOT), texts(header.value()));
        }
        byte[] body = fields.text("body", "").getBytes(StandardCharsets.UTF_8);
        if (fields.has("body-base64")) {
            byte[] decoded = Encoding.BASE64.decode(fields.text("body-base64", ""));
            if (decoded == null) {
                fields.problem("the example's body-base64 is not base64", "correct it");
            }
            body = decoded == null ? body : decoded;
        }
        String url = fields.text("url", URL);
        return new HookRequest(fields.text("method", "POST"), url, headers, FormText.query(url), body);
    }

    /** One secret or a list of them, or lists by the credentials' names. */
    private static Credentials credentials(Fields fields) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (String key : List.of("secret", "credentials")) {
            fields.value(key)
                    .filter(value -> !value.isMapping())
                    .ifPresent(value -> named.put(Credentials.SECRET, texts(value)));
            fields.value(key)
                    .map(YamlValue::fields)
                    .orElse(List.of())
                    .forEach(credential -> named.put(credential.name(), texts(credential.value())));
        }
        Map<String, String> config = new LinkedHashMap<>();
        fields.value("config").map(YamlValue::fields).orElse(List.of()).stream()
                .filter(field -> field.value().isScalar())
                .forEach(field -> config.put(field.name(), field.value().text()));
        return new Credentials(named, config, Optional.ofNullable(fields.textOrNull("scheme")));
    }

    private static List<String> texts(YamlValue value) {
        List<String> texts = new ArrayList<>();
        value.items().stream().filter(YamlValue::isScalar).forEach(item -> texts.add(item.text()));
        return texts;
    }
}
