package dev.hookwright.provider;

import dev.hookwright.config.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads of a scheme where its public keys come from: the endpoint's secret, or a place to download them from. */
final class PublicKeyReader {
    /** In the place of {@code public-key:} that is not there; what else is wrong is among the problems. */
    private static final KeyForm NOWHERE =
            new PublicKeys(PublicKeys.Algorithm.RSA_PKCS1_SHA256, PublicKeyFormat.PEM, Prefixes.NONE);

    private static final List<String> ORIGINS = List.of("secret", "url", "jwks", "fetch");
    private static final List<String> PASTED = List.of("format", "strip-prefix");
    private static final List<String> PINNED =
            List.of("format", "location", "allow-hosts", "path-prefix", "path-suffix", "cache");
    private static final Map<String, List<String>> OF_ORIGIN = Map.of(
            "secret",
            PASTED,
            "url",
            PINNED,
            "jwks",
            List.of("url", "cache", "format"),
            "fetch",
            List.of("url", "method", "request", "response", "format", "cache"));
    private static final int HOUR = 3_600;
    private static final int LONGEST_CACHE_SECONDS = 604_800;

    private final String provider;

    /** @param provider whose file it is */
    PublicKeyReader(String provider) {
        this.provider = provider;
    }

    /** Whether the scheme's keys are downloaded, so that it takes no secret. */
    static boolean downloads(YamlValue scheme) {
        YamlValue key = scheme.get("public-key");
        YamlValue from = key == null ? null : key.get("from");
        return from != null && from.isScalar() && !from.text().equals("secret");
    }

    KeyForm read(Fields scheme, PublicKeys.Algorithm algorithm) {
        var unused = scheme.required("public-key");
        Fields fields = scheme.fields("public-key", FieldNames.PUBLIC_KEY).orElse(null);
        if (fields == null) {
            return NOWHERE;
        }
        String from = fields.word("from", ORIGINS, "secret");
        List<String> meant = OF_ORIGIN.getOrDefault(from, List.of());
        for (String name : FieldNames.PUBLIC_KEY.stream().sorted().toList()) {
            if (fields.has(name) && !name.equals("from") && !meant.contains(name)) {
                fields.problem("\"" + name + "\" says nothing about a key from: " + from, "remove it");
            }
        }
        PublicKeyFormat format = from.equals("jwks")
                ? PublicKeyFormat.of(fields.word("format", List.of("jwk"), "jwk"))
                : PublicKeyFormat.of(fields.requiredWord("format", PublicKeyFormat.WORDS));
        if (from.equals("secret")) {
            return new PublicKeys(algorithm, format, new Prefixes(fields.texts("strip-prefix")));
        }
        Duration keepFor = Duration.ofSeconds(fields.number("cache", HOUR, 1, LONGEST_CACHE_SECONDS));
        KeyLocation location = from.equals("url")
                ? new KeyLocation.InRequest(
                        provider, SourceReader.required(fields, "location"), pin(fields, false), keepFor)
                : new KeyLocation.Fixed(provider, url(fields), posted(fields, from), keepFor);
        String answer = fields.fields("response", FieldNames.RESPONSE)
                .map(response -> response.text("json", ""))
                .orElse("");
        return new DownloadedKeys(algorithm, format, location, DottedPath.parse(answer));
    }

    /** @param query whether an address may have one */
    static Pin pin(Fields fields, boolean query) {
        var unused = fields.required("allow-hosts");
        List<String> hosts = fields.texts("allow-hosts");
        if (hosts.isEmpty() || hosts.stream().anyMatch(PublicKeyReader::isTooWide)) {
            fields.problem(
                    "a sender could have the server call any host",
                    "name in allow-hosts: whole hosts, * for one label but not for the last two");
        }
        return new Pin(hosts, fields.text("path-prefix", ""), fields.text("path-suffix", ""), query);
    }

    private static boolean isTooWide(String host) {
        String[] labels = host.split("\\.", -1);
        return labels.length < 2 || host.endsWith("*") || labels[labels.length - 2].equals("*");
    }

    private static Template url(Fields fields) {
        Template url = fields.template("url", Set.of("config"));
        String text = url.toString();
        if (fields.has("url") && !text.startsWith("https://") && !text.startsWith("{config.")) {
            fields.problem("keys are only fetched by https", "write the whole address, https://...");
        }
        return url;
    }

    private static Map<String, Template> posted(Fields fields, String from) {
        Map<String, Template> posted = new LinkedHashMap<>();
        for (YamlValue.Field member : members(fields.value("request").orElse(null))) {
            posted.put(member.name(), fields.template(member.value(), Set.of("config", "jwt")));
        }
        String method = fields.word("method", List.of("GET", "POST"), "GET");
        if (from.equals("fetch") && method.equals("POST") == posted.isEmpty()) {
            fields.problem("a POST has a request, a GET has none", "correct method: or request:");
        }
        return posted;
    }

    private static List<YamlValue.Field> members(@Nullable YamlValue value) {
        return value == null ? List.of() : value.fields();
    }
}
