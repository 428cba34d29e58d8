package dev.hookwright.routetest;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives a value to every setting that a workspace's files need and nothing sets: a test needs no account. */
final class MadeUpSettings {
    /** A placeholder that has no default and is not optional. */
    private static final Pattern NEEDED = Pattern.compile("\\{\\{\\s*(env:)?([^{}:?!\\s]+)\\s*\\}\\}");

    /** The key that a placeholder stands under, and what comes behind it. */
    private static final Pattern PLACED =
            Pattern.compile("(?m)([A-Za-z]+):\\s*[\"']?(?:RAW\\()?\\{\\{\\s*([^{}:?!\\s]+)\\s*\\}\\}(/?)");

    private static final Pattern WEB = Pattern.compile(".*(url|uri|endpoint|website|instance)$");
    private static final Pattern MAIL = Pattern.compile(".*(mail|from|sender|to)$");
    private static final Pattern HOST = Pattern.compile(".*(host|server|domain)$");
    private static final Pattern NUMBER = Pattern.compile(".*(port|id|number|count|limit)$");

    private static final Set<String> CALLS = Set.of("uri", "to", "toD", "wireTap");

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
        try {
            return WorkspaceFiles.below(workspace.routes()).stream()
                    .filter(file -> file.toString().endsWith(".camel.yaml") || file.equals(workspace.endpoints()))
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
        Map<String, String> kinds = new HashMap<>();
        Matcher placed = PLACED.matcher(text);
        while (placed.find()) {
            boolean address = !placed.group(3).isEmpty() || CALLS.contains(placed.group(1));
            kinds.put(placed.group(2), address ? "url" : placed.group(1));
        }
        Matcher matcher = NEEDED.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(2);
            add(matcher.group(1), name, madeUp(name, kinds.getOrDefault(name, name)));
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

    /** @param kind what the value is for, in a word */
    private static String madeUp(String name, String kind) {
        String word = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        if (is(WEB, name, kind)) {
            return "https://" + word + ".test.invalid";
        }
        if (Settings.isSecret(name) || Settings.isSecret(kind)) {
            return "made-up-" + word;
        }
        if (is(HOST, name, kind)) {
            return word + ".test.invalid";
        }
        if (is(MAIL, name, kind)) {
            return word + "@test.invalid";
        }
        return is(NUMBER, name, kind) ? "1" : "made-up-" + word;
    }

    private static boolean is(Pattern ending, String name, String kind) {
        return ending.matcher(kind.toLowerCase(Locale.ROOT)).matches()
                || ending.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
