package dev.hookwright.cli;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.EndpointsFile;
import dev.hookwright.endpoint.GuidedEndpoint;
import dev.hookwright.endpoint.SettingNames;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the workspace's endpoints that a guide for a provider is about. */
final class GuidedEndpoints {
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
                SettingNames.of(endpoint, workspace));
    }
}
