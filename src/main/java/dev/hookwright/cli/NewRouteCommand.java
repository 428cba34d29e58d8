package dev.hookwright.cli;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description = {"Writes a route that starts from an endpoint, and its test.", "It is routes/NAME.camel.yaml."})
final class NewRouteCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Parameters(paramLabel = "NAME", description = "the route's id")
    private String name = "";

    @Option(names = "--endpoint", paramLabel = "E", description = "that it starts from (default: the only one)")
    private @Nullable String endpoint;

    @Option(names = "--type", paramLabel = "T", description = "the event type that it runs for (default: all)")
    private @Nullable String type;

    @Override
    public Integer call() {
        NewFiles.checkName(name);
        Workspace workspace = options.workspace();
        String text = NewFiles.textOf(workspace.endpoints());
        Problems problems = new Problems();
        YamlValue file = YamlValue.parse(workspace.nameOf(workspace.endpoints()), text, problems)
                .orElse(null);
        problems.throwIfAny();
        String from = endpoint(
                file == null
                        ? List.of()
                        : file.fields().stream().map(YamlValue.Field::name).toList());
        YamlValue described = file == null ? null : file.get(from);
        String provider = EndpointsText.provider(described);
        NewFiles files = new NewFiles(workspace);
        RouteStart.add(files, workspace, name, from, provider, type);
        String wanted = type;
        if (wanted != null) {
            files.change(workspace.endpoints(), EndpointsText.withRoute(text, from, name, wanted, described));
        }
        files.write();
        System.err.println("It runs for " + (wanted == null ? "every event" : wanted) + " of /hooks/" + from
                + ". Check it with ./hookwright validate" + options.again() + ".");
        return ExitStatus.DONE;
    }

    private String endpoint(List<String> known) {
        String wanted = endpoint;
        if (known.isEmpty()) {
            throw new CommandFailed(
                    ExitStatus.NOT_FOUND,
                    "the workspace has no endpoint (write one with ./hookwright new endpoint NAME --provider P)");
        }
        if (wanted == null && known.size() == 1) {
            return known.get(0);
        }
        if (wanted == null) {
            wanted = Terminal.asks("From which endpoint? " + String.join(", ", known) + ": ")
                    .orElseThrow(() -> new CommandFailed(
                            ExitStatus.WRONG_USE,
                            "there are several endpoints (say one with --endpoint: " + String.join(", ", known) + ")"));
        }
        if (!known.contains(wanted)) {
            throw new CommandFailed(
                    ExitStatus.NOT_FOUND,
                    "there is no endpoint \"" + wanted + "\" (" + NearestName.remedy(wanted, known) + ")");
        }
        return wanted;
    }
}
