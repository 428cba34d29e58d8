package dev.hookwright.cli;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.sandbox.OneLine;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hookwright}: finds the command and turns what goes wrong into a line and an exit status. */
@Command(
        name = "hookwright",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineTool.Version.class,
        description = "Receives webhooks durably and acts on them through Camel YAML routes.",
        footer = {
            "",
            "Exit status: 0 done, 1 something is wrong, 2 wrong use, 3 not found,",
            "4 not allowed, 5 server not reachable, 130 interrupted."
        })
public final class CommandLineTool implements Runnable {
    /** Java's names for what is said in small letters, as picocli lists them. */
    private static final Pattern WORDS = Pattern.compile("(\\[[A-Z, ]+\\]) \\(case-insensitive\\)");

    private static final String MISSING = "Missing command";

    /** In the order in which the help tells of them. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            DemoCommand.class,
            SandboxCommand.class,
            ValidateCommand.class,
            TestCommand.class,
            CompareCommand.class,
            NewCommand.class,
            SchemaCommand.class,
            ProvidersCommand.class,
            ConnectorsCommand.class,
            VerifyCommand.class,
            TriggerCommand.class,
            EventsCommand.class,
            EventCommand.class,
            TailCommand.class,
            ListenCommand.class,
            EndpointsCommand.class,
            RoutesCommand.class,
            AlertsCommand.class,
            TargetsCommand.class,
            ReplayCommand.class,
            ReloadCommand.class,
            SecretsCommand.class,
            RejectionsCommand.class,
            TokenCommand.class,
            AuditCommand.class,
            CompactCommand.class,
            BackupCommand.class,
            CompletionCommand.class,
            BenchCommand.class);

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    private CommandLineTool() {}

    /** Runs a command and gives its exit status. */
    public static int run(String... arguments) {
        // Routes write the same dates and numbers wherever they run, and Camel finds SINK_URI_I in Turkey too.
        Locale.setDefault(Locale.ENGLISH);
        CommandLine tool = of(needed(arguments));
        tool.setCaseInsensitiveEnumValuesAllowed(true);
        tool.registerConverter(Path.class, CommandLineTool::path);
        tool.setParameterExceptionHandler(CommandLineTool::wrongUse);
        tool.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof CommandFailed failed) {
                command.getErr().println("hookwright: " + failed.getMessage());
                return failed.status();
            }
            if (failure instanceof InvalidWorkspace invalid) {
                invalid.problems().forEach(problem -> command.getErr().println(problem));
                return ExitStatus.WRONG;
            }
            command.getErr().println("hookwright: " + failure + " (this is a fault of Hookwright; please report it)");
            return ExitStatus.WRONG;
        });
        return tool.execute(arguments);
    }

    /** With all its commands. */
    static CommandLine whole() {
        return of(COMMANDS);
    }

    private static CommandLine of(List<Class<?>> commands) {
        CommandLine tool = new CommandLine(new CommandLineTool());
        commands.forEach(tool::addSubcommand);
        return tool;
    }

    /** The one that is named, or else all: to read what each of them takes is a tenth of a server's start. */
    private static List<Class<?>> needed(String... arguments) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(
                    "\"" + text
                            + "\" cannot be a path here, as a character of it cannot stand in one: is the locale one of UTF-8?");
        }
    }

    /** In a line; what there is at all is told to who names no command. */
    private static int wrongUse(CommandLine.ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        List<String> near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        String remedy = near.isEmpty()
                ? "see " + command.getCommandSpec().qualifiedName() + " --help"
                : "did you mean " + String.join(" or ", near) + "?";
        String message = WORDS.matcher(String.valueOf(wrong.getMessage()))
                .replaceAll(words -> words.group(1).toLowerCase(Locale.ROOT));
        command.getErr().println("hookwright: " + OneLine.of(message) + " (" + remedy + ")");
        if (message.startsWith(MISSING)) {
            command.usage(command.getErr());
        }
        return ExitStatus.WRONG_USE;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), MISSING);
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineTool.class.getPackage().getImplementationVersion();
            return new String[] {"hookwright " + (version == null ? "(not packaged)" : version)};
        }
    }
}
