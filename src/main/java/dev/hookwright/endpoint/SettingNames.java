package dev.hookwright.endpoint;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From which settings an endpoint takes its credentials: the placeholders in its file, gone from what was read. */
public final class SettingNames {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(?:env:)?([^{}:]+?)\\s*(?::[^{}]*)?\\}\\}");

    private SettingNames() {}

    /** The names by credential, and by config value with {@link ProviderGuide#CONFIG} in front. */
    public static Map<String, List<String>> of(Endpoint endpoint, Workspace workspace) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        Path file = workspace.endpoints();
        YamlValue described = Files.exists(file)
                ? YamlValue.read(workspace.nameOf(file), file, new Problems())
                        .map(root -> root.get(endpoint.name()))
                        .orElse(null)
                : null;
        if (described == null) {
            return names;
        }
        YamlValue secrets = described.get("secrets");
        if (secrets != null && secrets.isMapping()) {
            secrets.fields().forEach(field -> put(names, field.name(), field.value()));
        } else if (secrets != null && !endpoint.provider().isUnsigned()) {
            put(names, endpoint.provider().credentialNames().first(), secrets);
        }
        YamlValue config = described.get("config");
        if (config != null) {
            config.fields().forEach(field -> put(names, ProviderGuide.CONFIG + field.name(), field.value()));
        }
        return names;
    }

    private static void put(Map<String, List<String>> names, String of, YamlValue values) {
        List<String> found = new ArrayList<>();
        for (YamlValue value : values.items()) {
            Matcher matcher = PLACEHOLDER.matcher(value.isScalar() ? value.text() : "");
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        if (!found.isEmpty()) {
            names.put(of, found);
        }
    }
}
