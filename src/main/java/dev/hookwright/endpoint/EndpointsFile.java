package dev.hookwright.endpoint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.retry.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes/endpoints.yaml}. Every problem is found at once, each with its place. */
public final class EndpointsFile {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Set<String> FIELDS =
            Set.of("provider", "secrets", "config", "dedupKey", "publicUrl", "tolerance", "routes");

    private final LimitsReader limitsReader;
    private final Placeholders placeholders;
    private final ProviderRegistry providers;
    private final Problems problems;

    private EndpointsFile(Path file, Placeholders placeholders, ProviderRegistry providers, Problems problems) {
        this.limitsReader = new LimitsReader(file, problems);
        this.placeholders = placeholders;
        this.providers = providers;
        this.problems = problems;
    }

    /**
     * Reads the file.
     *
     * @param file need not be there
     * @param name how problems call the file
     */
    public static Endpoints read(
            Path file, String name, Placeholders placeholders, ProviderRegistry providers, Problems problems) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        if (Files.exists(file)) {
            EndpointsFile reader = new EndpointsFile(file, placeholders, providers, problems);
            YamlValue.read(name, file, problems).ifPresent(root -> reader.readAll(root, endpoints));
        }
        return new Endpoints(endpoints);
    }

    private void readAll(YamlValue root, Map<String, Endpoint> endpoints) {
        if (!root.isMapping() && !root.isNull()) {
            root.problem(problems, "the file is a mapping of endpoints by name", "begin with NAME:");
        }
        for (YamlValue.Field field : root.fields()) {
            if (field.name().equals("endpoints")
                    && field.value().fields().stream()
                            .anyMatch(inner -> inner.value().get("provider") != null)) {
                problems.add(
                        field.where(), "the endpoints stand under a key", "take this line away, and their indentation");
                continue;
            }
            if (!NAME.matcher(field.name()).matches()) {
                problems.add(
                        field.where(),
                        "\"" + field.name() + "\" cannot be an endpoint's name",
                        field.name().contains("/")
                                ? "write the name alone, " + field.name().replaceFirst(".*/", "")
                                        + ": /hooks/ comes of itself"
                                : "use letters, digits, dots, dashes and underscores, 100 at most");
            }
            if (endpoints.containsKey(field.name())) {
                problems.add(field.where(), "the endpoint \"" + field.name() + "\" stands here twice", "remove one");
            }
            endpoint(field).ifPresent(endpoint -> endpoints.put(field.name(), endpoint));
        }
    }

    private Optional<Endpoint> endpoint(YamlValue.Field field) {
        YamlValue value = field.value();
        if (!value.isMapping()) {
            problems.add(field.where(), "the endpoint \"" + field.name() + "\" says nothing", "add provider:");
            return Optional.empty();
        }
        Map<String, YamlValue> fields = knownFields(value);
        Optional<Provider> provider = provider(field, fields.get("provider"));
        Credentials credentials = Credentials.NONE;
        if (provider.isPresent()) {
            CredentialsReader reader = new CredentialsReader(placeholders, problems);
            credentials = reader.read(field, provider.get(), fields.get("secrets"), fields.get("config"));
        }
        RouteSettingsReader routes = new RouteSettingsReader(problems);
        Map<String, RouteSettings> settings = routes.read(fields.get("routes"));
        DedupKey dedupKey = dedupKey(fields.get("dedupKey"));
        Limits limits = limitsReader.read(fields);
        String publicUrl = publicUrl(field.name(), fields.get("publicUrl"));
        if (publicUrl == null
                && !fields.containsKey("publicUrl")
                && provider.filter(Provider::signsUrl).isPresent()) {
            problems.add(
                    field.where(),
                    "the endpoint \"" + field.name() + "\" does not say its publicUrl, which the provider signs",
                    "add publicUrl: https://HOST/hooks/" + field.name() + ", as the provider was given it, or set "
                            + Settings.PUBLIC_URL);
        }
        Duration tolerance = tolerance(fields.get("tolerance"));
        Reply reply = new ReplyReader(problems).read(fields, provider.orElse(null));
        Credentials secrets = credentials;
        return provider.map(known -> new Endpoint(
                field.name(), known, secrets, dedupKey, limits, publicUrl, tolerance, settings, List.of(), reply));
    }

    private Map<String, YamlValue> knownFields(YamlValue value) {
        return value.fieldsAmong(fields(), problems);
    }

    /** The keys of an endpoint. */
    static Set<String> fields() {
        Set<String> all = new HashSet<>(FIELDS);
        all.addAll(LimitsReader.FIELDS);
        all.addAll(ReplyReader.FIELDS);
        return all;
    }

    private Optional<Provider> provider(YamlValue.Field endpoint, @Nullable YamlValue value) {
        if (value == null || !value.isScalar()) {
            problems.add(
                    endpoint.where(),
                    "the endpoint \"" + endpoint.name() + "\" does not say its provider",
                    "add provider: with a name that ./hookwright providers lists");
            return Optional.empty();
        }
        Optional<Provider> provider = providers.find(value.text());
        if (provider.isEmpty()) {
            value.problem(
                    problems,
                    "there is no provider \"" + value.text() + "\"",
                    NearestName.remedy(value.text(), providers.names()));
        }
        return provider;
    }

    private DedupKey dedupKey(@Nullable YamlValue value) {
        if (value == null || KeyCheck.complains(value, problems)) {
            return new DedupKey.ProviderId();
        }
        try {
            return DedupKey.parse(value.isScalar() ? value.text() : "");
        } catch (IllegalArgumentException e) {
            value.problem(
                    problems,
                    String.valueOf(e.getMessage()),
                    "correct it, or leave it out for the provider's event id");
            return new DedupKey.ProviderId();
        }
    }

    private @Nullable String publicUrl(String endpoint, @Nullable YamlValue value) {
        if (value == null) {
            return placeholders
                    .get(Settings.PUBLIC_URL)
                    .filter(base -> !base.isBlank())
                    .map(base -> Settings.hookUrl(base.strip(), endpoint))
                    .orElse(null);
        }
        try {
            String url = placeholders.resolve(value.isScalar() ? value.text() : "");
            URI uri = new URI(url);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return url;
            }
        } catch (Placeholders.NoValue e) {
            value.problem(problems, String.valueOf(e.getMessage()), e.remedy());
            return null;
        } catch (URISyntaxException e) {
            // Said below.
        }
        value.problem(
                problems,
                "publicUrl is the URL that the provider was given, without a query",
                "write https://HOST/hooks/NAME");
        return null;
    }

    private @Nullable Duration tolerance(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        try {
            Duration tolerance = Durations.parse(value.isScalar() ? value.text() : "");
            if (tolerance.isZero() || tolerance.compareTo(Duration.ofDays(1)) > 0) {
                value.problem(problems, "a tolerance is more than 0 and at most 1d", "correct it");
            }
            return tolerance;
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct it");
            return null;
        }
    }
}
