package dev.hookwright.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which events a command is about: the same words everywhere. */
final class FilterOptions {
    @Option(names = "--endpoint", paramLabel = "E", description = "only of this endpoint")
    private @Nullable String endpoint;

    @Option(names = "--type", paramLabel = "T", description = "only of this event type, * stands for any characters")
    private @Nullable String type;

    @Option(
            names = "--status",
            paramLabel = "S",
            description = "with a run that is ready, running, waiting, succeeded, dead or cancelled")
    private @Nullable String status;

    @Option(names = "--route", paramLabel = "R", description = "with a run of this route")
    private @Nullable String route;

    @Option(
            names = "--error",
            paramLabel = "TEXT",
            description = "with a run that failed so, * stands for any characters")
    private @Nullable String error;

    @Option(names = "-q", paramLabel = "TEXT", description = "with this text in an id, a dedup key or the payload")
    private @Nullable String text;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "since then: 1h ago as 1h, 2026-01-31 (UTC), or 2026-01-31T12:00:00Z")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "until then, in the same forms")
    private @Nullable String until;

    /** As the API has them. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        WorkspaceOptions.flag(parameters, "endpoint", endpoint);
        WorkspaceOptions.flag(parameters, "type", type);
        WorkspaceOptions.flag(parameters, "status", status);
        WorkspaceOptions.flag(parameters, "route", route);
        WorkspaceOptions.flag(parameters, "error", error);
        WorkspaceOptions.flag(parameters, "q", text);
        WorkspaceOptions.flag(parameters, "since", since);
        WorkspaceOptions.flag(parameters, "until", until);
        return parameters;
    }
}
