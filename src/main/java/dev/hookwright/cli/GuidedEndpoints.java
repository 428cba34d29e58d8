package dev.hookwright.cli;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.EndpointsFile;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the workspace's endpoints that a guide for a provider is about. */
final class GuidedEndpoints {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(?:env:)?([^{}:]+?)\\s*(?::[^{}]*)?\\}\\}");

    private final Workspace workspace;
    private final Settings settings;
    private final Endpoints endpoints;

    GuidedEndpoints(Workspace workspace, Settings settings, ProviderRegistry providers) {
        this.workspace = workspace;
        this.settings = settings;
        // Whoever connects a provider has no secret yet, which is a problem elsewhere but not here.
        this.endpoints = EndpointsFile.read(
                workspace.endpoints(),
                workspace.nameOf(workspace.endpoints()),
                new Placeholders(settings.properties(), System.getenv()),
                providers,
                new Problems());
    }

    /**
     * Those of the provider; one that is to be added if there is none.
     *
     * @param wanted the only one asked for, there already or not; null for all
     */
    List<GuidedEndpoint> of(Provider provider, @Nullable String wanted) {
        if (wanted != null) {
            return List.of(
                    endpoints.find(wanted).map(found -> wanted(found, provider)).orElseGet(() -> planned(wanted)));
        }
        List<GuidedEndpoint> all = endpoints.all().stream()
                .filter(endpoint -> endpoint.provider().name().equals(provider.name()))
                .map(this::found)
                .toList();
        return all.isEmpty() ? List.of(planned(provider.name())) : all;
    }

    private GuidedEndpoint wanted(Endpoint endpoint, Provider provider) {
        if (!endpoint.provider().name().equals(provider.name())) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    "the endpoint \"" + endpoint.name() + "\" is of provider "
                            + endpoint.provider().name() + " (see ./hookwright providers "
                            + endpoint.provider().name() + ")");
        }
        return found(endpoint);
    }

    private GuidedEndpoint planned(String name) {
        return GuidedEndpoint.planned(
                name,
                settings.publicUrl()
                        .map(base -> Settings.hookUrl(base, name))
                        .orElseGet(() -> GuidedEndpoint.unknownUrl(name)));
    }

    private GuidedEndpoint found(Endpoint endpoint) {
        String url = endpoint.publicUrl();
        return new GuidedEndpoint(
                endpoint.name(),
                url == null ? GuidedEndpoint.unknownUrl(endpoint.name()) : url,
                true,
                settingsOf(endpoint));
    }

    /** The names in the file's placeholders, which are gone from what was read. */
    private Map<String, List<String>> settingsOf(Endpoint endpoint) {
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
