package dev.hookwright.connector;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a call does that is made again because its answer was lost, as the connectors' descriptions say it. */
public final class RepeatedCalls {
    private static final String STATEMENT = "Idempotency: ";
    /** How the descriptions say that the same may be done twice, always or in some case. */
    private static final Pattern MAY_DOUBLE = Pattern.compile(
            "\\bnone\\b|\\btwice\\b|at least once|costs again|(may make|makes|sends|posts|lead to) a second");

    private final Workspace workspace;
    private @Nullable Map<String, Boolean> mayDouble;

    public RepeatedCalls(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Whether a repeated call may do again what the first did. Of anything but a known connector nobody can say no. */
    public synchronized boolean mayDouble(String connector) {
        Map<String, Boolean> known = mayDouble;
        if (known == null) {
            // Read when it is first asked for: most servers never are.
            known = ConnectorCatalog.all(workspace, new Problems()).stream()
                    .collect(Collectors.toMap(Connector::name, RepeatedCalls::mayDouble));
            mayDouble = known;
        }
        return known.getOrDefault(connector, true);
    }

    private static boolean mayDouble(Connector connector) {
        String description = connector.description().replaceAll("\\s+", " ");
        int at = description.indexOf(STATEMENT);
        return at < 0 || MAY_DOUBLE.matcher(description.substring(at)).find();
    }
}
