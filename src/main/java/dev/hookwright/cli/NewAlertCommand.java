package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "alert",
        mixinStandardHelpOptions = true,
        description = {
            "Adds an alert, with the route that tells of it and its test.",
            "The alert goes into routes/alerts.yaml."
        })
final class NewAlertCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Parameters(paramLabel = "NAME", description = "the alert's name, and the route's")
    private String name = "";

    @Override
    public Integer call() {
        NewFiles.checkName(name);
        Workspace workspace = options.workspace();
        String before = NewFiles.textOf(workspace.alerts());
        Problems problems = new Problems();
        YamlValue file = YamlValue.parse(workspace.nameOf(workspace.alerts()), before, problems)
                .orElse(null);
        problems.throwIfAny();
        if (file != null && file.get(name) != null) {
            throw new CommandFailed(
                    ExitStatus.WRONG, "there is an alert \"" + name + "\" already (choose another name)");
        }
        NewFiles files = new NewFiles(workspace);
        Map<String, String> values = Map.of("name", name);
        files.add(workspace.routes().resolve(name + ".camel.yaml"), "alert.camel.yaml", values);
        files.add(workspace.routes().resolve(name + ".test.yaml"), "alert.test.yaml", values);
        boolean open = !before.isEmpty() && !before.endsWith("\n");
        files.change(workspace.alerts(), before + (open ? "\n" : "") + NewFiles.filled("alerts.yaml", values));
        files.write();
        System.err.println(
                "It tells of every run that goes dead; what else it may wait for stands beside it. Check it with"
                        + " ./hookwright validate.");
        return ExitStatus.DONE;
    }
}
