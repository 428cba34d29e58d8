package dev.hookwright.cli;

import dev.hookwright.config.LocalUrl;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.EndpointsFile;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.NoSuchSample;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.SamplePayload;
import dev.hookwright.provider.Samples;
import dev.hookwright.provider.TriggerKeys;
import java.io.IOException;
import java.net.URI;
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
        description = {
            "Signs a payload as the provider would, and posts it.",
            "With the endpoint's own secret. Without --sample and --payload it posts a typical sample of the "
                    + "provider's.",
            "A sample gets a new event id at each run; a payload of yours is posted as it is. Where the "
                    + "provider signs a time, a token or the signature into the body, they are put in.",
            "Where only the provider has the private key, a key pair of the data folder is signed with, "
                    + "which a server with that folder takes from this machine."
        })
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
            description = "bad-signature, stale (a day old) or duplicate (posts the same twice)")
    private ProviderRequests.@Nullable Variant variant;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "of the hooks, or of the endpoint (default: http://HOST:PORT/hooks with the workspace's"
                    + " host and port)")
    private @Nullable String url;

    @Option(
            names = "--event-type",
            paramLabel = "TYPE",
            description = "where the provider says the type in a header, as push for GitHub (default: the sample's)")
    private @Nullable String eventType;

    @Option(names = "--data", paramLabel = "DIR", description = "the server's data folder (default: data)")
    private @Nullable Path data;

    /** Where the payload comes from. */
    static final class What {
        @Option(
                names = "--sample",
                paramLabel = "PROVIDER/TYPE",
                description = "a built-in sample, as ./hookwright providers NAME lists them")
        private @Nullable String sample;

        @Option(
                names = "--payload",
                paramLabel = "FILE",
                description = "JSON, or what the name ends in: .xml, .txt, or .form with a line name=value for each"
                        + " field")
        private @Nullable Path payload;
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        Settings settings = workspace.settings(Map.of(), problems);
        Endpoint endpoint = endpoint(settings, problems);
        TriggerKeys keys = new TriggerKeys(data == null ? settings.data() : data);
        SignedPost post = new SignedPost(endpoint, target(endpoint, settings), keys.made(endpoint.name()));
        List<SignedPost.Answer> answers = post.send(draft(endpoint), variant);
        boolean good = true;
        for (SignedPost.Answer answer : answers) {
            System.out.println(answer.status() + " " + answer.body());
            good &= answer.status() < 300;
        }
        if (variant == ProviderRequests.Variant.DUPLICATE
                && good
                && answers.get(1).saysAccepted()) {
            System.err.println("The second was taken for another event: "
                    + endpoint.provider().title() + " does not say which event it is (set dedupKey on the endpoint)");
        }
        return good || variant == ProviderRequests.Variant.BAD_SIGNATURE || variant == ProviderRequests.Variant.STALE
                ? ExitStatus.DONE
                : ExitStatus.WRONG;
    }

    /** As people copy it from a page: with the endpoint's name, with a slash behind it, or without /hooks. */
    private String target(Endpoint endpoint, Settings settings) {
        String base =
                url == null ? LocalUrl.of(settings.host(), settings.port()) + "/hooks" : url.replaceFirst("/+$", "");
        if (!isAddress(base)) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE, "\"" + url + "\" is no address (write --url http://HOST:PORT/hooks)");
        }
        if (base.endsWith("/hooks/" + endpoint.name())) {
            return base;
        }
        return (base.matches("https?://[^/]+") ? base + "/hooks" : base) + "/" + endpoint.name();
    }

    private static boolean isAddress(String text) {
        try {
            return text.matches("https?://.+") && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
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

    private Draft draft(Endpoint endpoint) {
        String target = endpoint.urlOf(null);
        Path file = what == null ? null : what.payload;
        if (file != null) {
            return draft(target, payload(file), eventType, false);
        }
        String named = what == null ? null : what.sample;
        Provider provider = endpoint.provider();
        Samples samples = Samples.list();
        Samples.Sample sample = named == null ? samples.first(provider.name()).orElse(null) : read(samples, named);
        if (sample != null) {
            return draft(
                    target, sample.payload(), eventType == null ? provider.typeNamed(sample.type()) : eventType, true);
        }
        return provider.example(target, eventType)
                .orElseThrow(() -> new CommandFailed(
                        ExitStatus.WRONG_USE,
                        "there is no sample of " + provider.title()
                                + " (give --sample PROVIDER/TYPE or --payload FILE)"));
    }

    private static Samples.Sample read(Samples samples, String name) {
        try {
            return samples.read(name);
        } catch (NoSuchSample e) {
            throw new CommandFailed(ExitStatus.NOT_FOUND, String.valueOf(e.getMessage()));
        }
    }

    private static Draft draft(String target, SamplePayload payload, @Nullable String type, boolean fresh) {
        return new Draft(target, payload.contentType(), payload.body(), type, fresh);
    }

    private static SamplePayload payload(Path file) {
        try {
            return SamplePayload.of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.WRONG, "the file " + file + " cannot be read (check --payload)");
        }
    }
}
