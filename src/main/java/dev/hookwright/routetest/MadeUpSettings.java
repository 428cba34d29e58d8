package dev.hookwright.routetest;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives a value to every setting that a workspace's files need and nothing sets: a test needs no account. */
final class MadeUpSettings {
    /** A placeholder that has no default and is not optional. */
    private static final Pattern NEEDED = Pattern.compile("\\{\\{\\s*(env:)?([^{}:?!\\s]+)\\s*\\}\\}");

    private static final Pattern WEB = Pattern.compile(".*(url|uri|endpoint|website|instance)$");
    private static final Pattern MAIL = Pattern.compile(".*(mail|from|sender|to)$");
    private static final Pattern HOST = Pattern.compile(".*(host|server|domain)$");
    private static final Pattern NUMBER = Pattern.compile(".*(port|id|number|count|limit)$");

    private final Properties properties;
    private final Map<String, String> environment;

    private MadeUpSettings(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = new HashMap<>(environment);
    }

    /**
     * Adds what is missing to the properties.
     *
     * @return the environment, with the variables that are missing there
     */
    static Map<String, String> addTo(Properties properties, Map<String, String> environment, Workspace workspace) {
        MadeUpSettings settings = new MadeUpSettings(properties, environment);
        settings.addSecrets(workspace);
        for (Path file : files(workspace)) {
            try {
                settings.addNeeded(Files.readString(file));
            } catch (IOException e) {
                // Whoever loads it says so.
            }
        }
        return settings.environment;
    }

    private static List<Path> files(Workspace workspace) {
        if (!Files.isDirectory(workspace.routes())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(workspace.routes())) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml") || file.equals(workspace.endpoints()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Secrets are of the form that the provider's are of. */
    private void addSecrets(Workspace workspace) {
        if (!Files.exists(workspace.endpoints())) {
            return;
        }
        Problems ignored = new Problems();
        ProviderRegistry providers = ProviderRegistry.load(workspace.providers(), ignored);
        YamlValue.read("endpoints.yaml", workspace.endpoints(), ignored)
                .map(YamlValue::fields)
                .orElse(List.of())
                .forEach(endpoint -> addSecrets(endpoint.value(), providers));
    }

    private void addSecrets(YamlValue endpoint, ProviderRegistry providers) {
        YamlValue name = endpoint.get("provider");
        Optional<Provider> provider = name != null && name.isScalar() ? providers.find(name.text()) : Optional.empty();
        if (provider.isEmpty()) {
            return;
        }
        Credentials example = provider.get().exampleCredentials();
        YamlValue secrets = endpoint.get("secrets");
        if (secrets != null && secrets.isMapping()) {
            secrets.fields().forEach(field -> add(field.value(), example.of(field.name())));
        } else if (secrets != null && !provider.get().credentialNames().isEmpty()) {
            add(secrets, example.of(provider.get().credentialNames().first()));
        }
        YamlValue config = endpoint.get("config");
        if (config != null) {
            config.fields()
                    .forEach(field -> add(
                            field.value(),
                            Stream.ofNullable(example.config().get(field.name()))
                                    .toList()));
        }
    }

    private void add(YamlValue written, List<String> values) {
        List<YamlValue> items = written.items();
        for (int i = 0; i < items.size() && !values.isEmpty(); i++) {
            Matcher whole =
                    NEEDED.matcher(items.get(i).isScalar() ? items.get(i).text() : "");
            if (whole.matches()) {
                add(whole.group(1), whole.group(2), values.get(i % values.size()));
            }
        }
    }

    private void addNeeded(String text) {
        Matcher matcher = NEEDED.matcher(text);
        while (matcher.find()) {
            add(matcher.group(1), matcher.group(2), madeUp(matcher.group(2)));
        }
    }

    private void add(@Nullable String kind, String name, String value) {
        if (kind != null) {
            environment.putIfAbsent(name, value);
            properties.putIfAbsent(kind + name, environment.get(name));
        } else if (new Placeholders(properties, environment).get(name).isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    private static String madeUp(String name) {
        String word = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        if (WEB.matcher(word).matches()) {
            return "https://" + word + ".test.invalid";
        }
        if (Settings.isSecret(name)) {
            return "made-up-" + word;
        }
        if (HOST.matcher(word).matches()) {
            return word + ".test.invalid";
        }
        if (MAIL.matcher(word).matches()) {
            return word + "@test.invalid";
        }
        return NUMBER.matcher(word).matches() ? "1" : "made-up-" + word;
    }
}
