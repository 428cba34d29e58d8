package dev.hookwright.server;

import dev.hookwright.config.WorkspaceFiles;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the workspace when its files have changed and then been left alone for a moment: editors write in several
 * steps. It looks at the files themselves, since the messages of file systems do not come through mounts and links.
 */
final class WorkspaceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceWatch.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final LiveWorkspace workspace;
    private final ScheduledExecutorService timer;
    /** Empty, so that what changed before the watch began is seen too. */
    private Map<String, String> settled = Map.of();

    private Map<String, String> seen = Map.of();

    WorkspaceWatch(LiveWorkspace workspace) {
        this.workspace = workspace;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "hookwright-watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<String, String> now = WorkspaceFiles.stamps(workspace.workspace());
            boolean still = now.equals(seen);
            seen = now;
            if (!still || now.equals(settled)) {
                return;
            }
            settled = now;
            if (!WorkspaceFiles.of(workspace.workspace()).version().equals(workspace.seenVersion())) {
                workspace.reload();
            }
        } catch (RuntimeException | Error e) {
            // An executor drops what throws.
            LOG.error("watching the workspace failed ({}); it is looked at again", e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
