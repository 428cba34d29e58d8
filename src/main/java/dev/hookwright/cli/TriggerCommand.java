package dev.hookwright.cli;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.EndpointsFile;
import dev.hookwright.provider.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        description = "Signs a payload as the provider would, with the endpoint's own secret, and posts it.")
final class TriggerCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Parameters(paramLabel = "ENDPOINT", description = "an endpoint of the workspace")
    private String endpointName = "";

    @ArgGroup
    private @Nullable What what;

    @Option(
            names = "--variant",
            paramLabel = "V",
            description = "bad-signature, stale or duplicate (posts the same twice)")
    private SignedPost.@Nullable Variant variant;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "of the hooks (default: http://127.0.0.1:PORT/hooks with the workspace's port)")
    private @Nullable String url;

    @Option(names = "--event-type", description = "where the provider says the type in a header, as push for GitHub")
    private @Nullable String eventType;

    /** Where the payload comes from. */
    static final class What {
        @Option(names = "--sample", paramLabel = "PROVIDER/TYPE", description = "a built-in sample payload")
        private @Nullable String sample;

        @Option(names = "--payload", paramLabel = "FILE", description = "a file with the payload")
        private @Nullable Path payload;
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        Settings settings = workspace.settings(Map.of(), problems);
        Endpoint endpoint = endpoint(settings, problems);
        String base = url == null ? "http://127.0.0.1:" + settings.port() + "/hooks" : url;
        SignedPost post = new SignedPost(endpoint, base + "/" + endpoint.name());
        boolean good = true;
        for (SignedPost.Answer answer : post.send(payload(), type(), variant)) {
            System.out.println(answer.status() + " " + answer.body());
            good &= answer.status() < 300;
        }
        return good || variant == SignedPost.Variant.BAD_SIGNATURE || variant == SignedPost.Variant.STALE
                ? ExitStatus.DONE
                : ExitStatus.WRONG;
    }

    private Endpoint endpoint(Settings settings, Problems problems) {
        Workspace folder = workspace.workspace();
        ProviderRegistry providers = ProviderRegistry.load(folder.providers(), problems);
        Endpoints endpoints = EndpointsFile.read(
                folder.endpoints(),
                folder.nameOf(folder.endpoints()),
                new Placeholders(settings.properties(), System.getenv()),
                providers,
                problems);
        problems.throwIfAny();
        List<String> names = endpoints.all().stream().map(Endpoint::name).toList();
        return endpoints
                .find(endpointName)
                .orElseThrow(() -> new CommandFailed(
                        ExitStatus.NOT_FOUND,
                        "there is no endpoint \"" + endpointName + "\" in the workspace ("
                                + NearestName.remedy(endpointName, names) + ")"));
    }

    private byte[] payload() {
        What given = what;
        if (given == null) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE, "nothing to send (give --sample PROVIDER/TYPE or --payload FILE)");
        }
        if (given.sample != null) {
            return Samples.read(given.sample);
        }
        Path file = given.payload;
        try {
            return Files.readAllBytes(file == null ? Path.of("") : file);
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.WRONG, "the file " + file + " cannot be read (check --payload)");
        }
    }

    private @Nullable String type() {
        String sample = what == null ? null : what.sample;
        return eventType == null && sample != null ? sample.substring(sample.indexOf('/') + 1) : eventType;
    }
}
