package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import dev.hookwright.endpoint.GuidedEndpoint;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Provider;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "endpoint",
        mixinStandardHelpOptions = true,
        description = {
            "Adds an endpoint, with a first route and its test.",
            "The endpoint goes into routes/endpoints.yaml; the route is of the same name."
        })
final class NewEndpointCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Parameters(paramLabel = "NAME", description = "posts go to /hooks/NAME")
    private String name = "";

    @Option(
            names = "--provider",
            paramLabel = "P",
            description = "who posts (default: the provider called NAME; ./hookwright providers lists them)")
    private @Nullable String provider;

    @Override
    public Integer call() {
        NewFiles.checkName(name);
        Workspace workspace = options.newWorkspace();
        Provider sender = sender();
        String text = NewFiles.textOf(workspace.endpoints());
        Problems problems = new Problems();
        YamlValue file = YamlValue.parse(workspace.nameOf(workspace.endpoints()), text, problems)
                .orElse(null);
        problems.throwIfAny();
        if (file != null && file.get(name) != null) {
            throw new CommandFailed(
                    ExitStatus.WRONG, "there is an endpoint \"" + name + "\" already (choose another name)");
        }
        Settings settings = options.settings(Map.of(), problems);
        String url = settings.publicUrl()
                .map(base -> Settings.hookUrl(base, name))
                .orElseGet(() -> GuidedEndpoint.unknownUrl(name));
        ProviderGuide guide = new ProviderGuide(sender, GuidedEndpoint.planned(name, url));
        NewFiles files = new NewFiles(workspace);
        files.change(workspace.endpoints(), EndpointsText.withEndpoint(text, guide.snippet()));
        RouteStart.add(files, workspace, name, name, sender.name(), null);
        String added = MadeUpSecrets.lines(sender, guide, settings);
        if (!added.isEmpty()) {
            String before = NewFiles.textOf(workspace.properties());
            boolean open = !before.isEmpty() && !before.endsWith("\n");
            files.change(workspace.properties(), before + (open ? "\n" : "") + added);
        }
        files.write();
        System.err.println("Check it with ./hookwright validate" + options.again() + ", try it with ./hookwright test"
                + options.again() + ", connect it as ./hookwright providers " + sender.name() + " --endpoint " + name
                + options.again() + " says.");
        return ExitStatus.DONE;
    }

    private Provider sender() {
        String wanted = provider;
        if (wanted == null) {
            wanted = options.providers().find(name).isPresent()
                    ? name
                    : Terminal.asks("Who posts there (a provider; unsigned for anyone)? ")
                            .orElseThrow(() -> new CommandFailed(
                                    ExitStatus.WRONG_USE,
                                    "there is no provider \"" + name
                                            + "\" (say who posts with --provider; ./hookwright providers lists them)"));
        }
        return WorkspaceOptions.provider(options.providers(), wanted);
    }
}
