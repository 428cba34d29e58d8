package dev.hookwright.cli;

import dev.hookwright.config.Workspace;
import dev.hookwright.routetest.RouteTests;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "connector",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a connector that posts to a system of yours, and its test.",
            "It is connectors/NAME.kamelet.yaml, and posts the body."
        })
final class NewConnectorCommand implements Callable<Integer> {
    private static final String ACTION = "-action";

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "SYSTEM-WHAT-action or SYSTEM-WHAT-sink; -action is added if neither")
    private String name = "";

    @Override
    public Integer call() {
        NewFiles.checkName(name);
        Workspace workspace = options.newWorkspace();
        boolean said = name.endsWith(ACTION) || name.endsWith("-sink");
        String connector = said ? name : name + ACTION;
        NewFiles files = new NewFiles(workspace);
        files.add(
                workspace.connectors().resolve(connector + ".kamelet.yaml"),
                "connector.kamelet.yaml",
                Map.of("name", connector, "kind", connector.substring(connector.lastIndexOf('-') + 1)));
        files.add(
                workspace.connectors().resolve(connector + RouteTests.SUFFIX),
                "connector.test.yaml",
                Map.of("name", connector));
        files.write();
        System.err.println("Make its calls what the system wants, and the test what you expect of it: ./hookwright test"
                + options.again() + ". ./hookwright connectors " + connector
                + " prints a step to paste into a route.");
        return ExitStatus.DONE;
    }
}
