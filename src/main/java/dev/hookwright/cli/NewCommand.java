package dev.hookwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a working endpoint, route, alert, connector or provider.",
            "Each is something to begin with. Never overwrites a file."
        },
        subcommands = {
            NewEndpointCommand.class,
            NewRouteCommand.class,
            NewAlertCommand.class,
            NewConnectorCommand.class,
            NewProviderCommand.class
        })
final class NewCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what: endpoint, route, alert, connector or provider");
    }
}
