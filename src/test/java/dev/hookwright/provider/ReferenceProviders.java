package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference's providers and vectors, which stand beside the project on some machines only. */
final class ReferenceProviders {
    static final Path FOLDER = Path.of(System.getProperty("hookwright.reference", "../shared/providers"));
    /** They need keys from the network. */
    static final Set<String> LEVEL_3 = Set.of("paypal", "plaid", "aws-sns", "google-pubsub");

    static final Set<String> LEVEL_2 = Set.of(
            "standard-webhooks",
            "netlify",
            "sentry",
            "shopify",
            "adyen",
            "braintree",
            "recurly",
            "wise",
            "discord",
            "twilio",
            "sendgrid",
            "mailgun",
            "messagebird",
            "hubspot",
            "monday",
            "docusign",
            "box");

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, Provider> loaded = new TreeMap<>();
    final Map<String, Problems> refused = new TreeMap<>();

    static int level(String provider) {
        return LEVEL_3.contains(provider) ? 3 : LEVEL_2.contains(provider) ? 2 : 1;
    }

    static boolean areThere() {
        return Files.exists(FOLDER.resolve("registry.yaml"));
    }

    static ReferenceProviders load() throws IOException {
        String text = Files.readString(FOLDER.resolve("registry.yaml"), StandardCharsets.UTF_8);
        LoadSettings settings =
                LoadSettings.builder().setMaxAliasesForCollections(1000).build();
        Map<?, ?> all = (Map<?, ?>) new Load(settings).loadFromString(text);
        ReferenceProviders reference = new ReferenceProviders();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) all.get("providers")).entrySet()) {
            String name = String.valueOf(entry.getKey());
            Problems problems = new Problems();
            // JSON is YAML too.
            YamlValue.parse(name, JSON.writeValueAsString(merged(entry.getValue())), problems)
                    .flatMap(root -> new ProviderFile(problems).read(name, root))
                    .ifPresentOrElse(
                            provider -> reference.loaded.put(name, provider),
                            () -> reference.refused.put(name, problems));
        }
        return reference;
    }

    static JsonNode vectors(String file) throws IOException {
        return JSON.readTree(FOLDER.resolve(file).toFile());
    }

    static HookRequest request(JsonNode vector) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        vector.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), texts(header.getValue())));
        String url = vector.path("url").asText();
        return new HookRequest(
                vector.path("method").asText(),
                url,
                headers,
                FormText.query(url),
                vector.path("body").asText().getBytes(StandardCharsets.UTF_8));
    }

    static Credentials credentials(JsonNode vector) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        JsonNode secret = vector.path("secret");
        if (!secret.isObject()) {
            named.put(Credentials.SECRET, texts(secret));
        }
        secret.properties().forEach(entry -> named.put(entry.getKey(), texts(entry.getValue())));
        Map<String, String> config = new LinkedHashMap<>();
        vector.path("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        return new Credentials(
                named, config, Optional.ofNullable(vector.path("scheme").textValue()));
    }

    static Downloads fetched(JsonNode vector) {
        Map<String, String> texts = new LinkedHashMap<>();
        vector.path("fetched")
                .properties()
                .forEach(text -> texts.put(
                        text.getKey(),
                        text.getValue().isTextual()
                                ? text.getValue().asText()
                                : text.getValue().toString()));
        return new GivenDownloads(texts);
    }

    static Instant now(JsonNode vector) {
        return Instant.ofEpochSecond(vector.path("now").asLong());
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asText()));
        } else {
            texts.add(value.asText());
        }
        return texts;
    }

    /** With what {@code <<} brings in, which YAML 1.2 does not know. */
    private static Object merged(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ReferenceProviders::merged).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        if (map.get("<<") instanceof Map<?, ?> base) {
            base.forEach((key, inner) -> result.put(String.valueOf(key), merged(inner)));
        }
        map.forEach((key, inner) -> {
            if (!"<<".equals(key)) {
                result.put(String.valueOf(key), merged(inner));
            }
        });
        return result;
    }
}
