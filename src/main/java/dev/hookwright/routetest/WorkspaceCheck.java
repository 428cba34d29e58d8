package dev.hookwright.routetest;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.server.LiveWorkspace;
import java.util.Map;

/** A workspace and the tests beside its routes, checked and not run. */
public final class WorkspaceCheck {
    private WorkspaceCheck() {}

    /** Adds everything that is wrong. */
    public static void of(Workspace workspace, Settings settings, Map<String, String> environment, Problems problems) {
        LiveWorkspace.check(
                workspace,
                settings,
                environment,
                problems,
                loaded -> TestFiles.read(workspace, loaded, TestFiles.of(workspace), problems));
    }
}
