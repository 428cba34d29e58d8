package dev.hookwright.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.server.LiveWorkspace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks settings, endpoints, routes and connectors at once. Opens no port.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(names = "--json", description = "the problems as a JSON array")
    private boolean json;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Settings settings = workspace.settings(Map.of(), problems);
        LiveWorkspace.check(workspace.workspace(), settings, System.getenv(), problems);
        List<Problem> found = problems.all();
        if (json) {
            ArrayNode all = new ObjectMapper().createArrayNode();
            found.forEach(problem -> all.addObject()
                    .put("where", problem.where())
                    .put("what", problem.what())
                    .put("remedy", problem.remedy()));
            System.out.println(all.toPrettyString());
        } else {
            found.forEach(System.out::println);
            System.err.println(
                    found.isEmpty()
                            ? "hookwright: the workspace is valid"
                            : "hookwright: " + found.size() + (found.size() == 1 ? " problem" : " problems"));
        }
        return found.isEmpty() ? ExitStatus.DONE : ExitStatus.WRONG;
    }
}
