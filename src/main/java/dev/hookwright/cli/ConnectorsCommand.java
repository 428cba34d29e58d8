package dev.hookwright.cli;

import dev.hookwright.admin.CatalogJson;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.connector.ConnectorStep;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "connectors",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the connectors, or says how to use one.",
            "Those that are built in, and the workspace's own."
        })
final class ConnectorsCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "its properties, and a step to paste")
    private @Nullable String name;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        List<Connector> all = ConnectorCatalog.all(workspace.workspace(), problems);
        problems.throwIfAny();
        String wanted = name;
        if (wanted == null) {
            list(all);
            return ExitStatus.DONE;
        }
        Connector connector = all.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitStatus.NOT_FOUND,
                        "there is no connector \"" + wanted + "\" ("
                                + NearestName.remedy(
                                        wanted,
                                        all.stream().map(Connector::name).toList())
                                + ")"));
        if (json) {
            System.out.println(CatalogJson.connector(connector).toPrettyString());
        } else {
            show(connector);
        }
        return ExitStatus.DONE;
    }

    private void list(List<Connector> all) {
        List<Connector> sorted = all.stream()
                .sorted(Comparator.comparing(Connector::group).thenComparing(Connector::name))
                .toList();
        if (json) {
            System.out.println(CatalogJson.connectors(sorted).toPrettyString());
            return;
        }
        for (Connector connector : sorted) {
            System.out.printf(
                    "%-12s %-40s %s%n",
                    connector.group().isEmpty() ? "own" : connector.group().toLowerCase(Locale.ROOT),
                    connector.name(),
                    connector.title());
        }
    }

    private static void show(Connector connector) {
        System.out.println(connector.title());
        wrap(connector.description(), "  ");
        System.out.println();
        for (Connector.Property property : connector.properties()) {
            System.out.printf(
                    "  %-20s %-8s %s%n",
                    property.name(), property.type(), property.required() ? "required" : preset(property));
            wrap(ConnectorStep.about(property), "  " + " ".repeat(30));
        }
        System.out.println();
        System.out.println("A step of a route:");
        ConnectorStep step = new ConnectorStep(connector);
        step.lines().forEach(line -> System.out.println("  " + line));
        if (!step.settings().isEmpty()) {
            System.out.println();
            System.out.println("application.properties, or the environment:");
            step.settings().forEach(setting -> System.out.println("  " + setting + "="));
        }
    }

    private static String preset(Connector.Property property) {
        String value = property.defaultValue();
        return value == null || value.isEmpty() ? "optional" : "default " + value;
    }

    private static void wrap(String text, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.replace("`", "").split("\\s+")) {
            if (line.length() + word.length() >= 110 && line.length() > indent.length()) {
                System.out.println(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        System.out.println(line.toString().stripTrailing());
    }
}
