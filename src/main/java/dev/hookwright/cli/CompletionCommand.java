package dev.hookwright.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that has your shell complete what you type.",
            "It knows the commands and their options. For this session:",
            "  bash, zsh: source <(./hookwright completion bash)",
            "  fish:      ./hookwright completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    private String shell = "";

    @Override
    public Integer call() {
        CommandLine tool = CommandLineTool.whole();
        if (!SHELLS.contains(shell)) {
            throw new CommandFailed(ExitStatus.WRONG_USE, "\"" + shell + "\" is not bash, zsh or fish");
        }
        // The one for bash brings zsh to understand it.
        System.out.print(shell.equals("fish") ? fish(tool) : AutoComplete.bash("hookwright", tool));
        return ExitStatus.DONE;
    }

    private static String fish(CommandLine tool) {
        StringBuilder script = new StringBuilder("complete -c hookwright -f\n");
        Map<String, CommandLine> commands = new TreeMap<>(tool.getSubcommands());
        commands.forEach((name, command) -> script.append("complete -c hookwright -n __fish_use_subcommand -a ")
                .append(name)
                .append(about(command.getCommandSpec().usageMessage().description()))
                .append('\n'));
        commands.forEach((name, command) -> command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> script.append("complete -c hookwright -n \"__fish_seen_subcommand_from ")
                        .append(name)
                        .append('"')
                        .append(names(option))
                        .append(option.arity().max() > 0 ? " -r -F" : "")
                        .append(about(option.description()))
                        .append('\n')));
        return script.toString();
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String about(String... description) {
        String text = description.length == 0 ? "" : description[0];
        return " -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
