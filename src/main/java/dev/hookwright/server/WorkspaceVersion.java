package dev.hookwright.server;

import static java.util.stream.Collectors.toMap;

import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.endpoint.RouteDescription;
import dev.hookwright.ledger.RouteVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workspace as it was read at one time. Once another has taken its place it is closed when its last run has ended. */
final class WorkspaceVersion {
    private final WorkspaceFiles files;
    private final LoadedWorkspace loaded;
    private @Nullable List<RouteDescription> routes;
    private volatile @Nullable Map<String, Long> versions;
    private int atWork;
    private boolean retired;
    private boolean closed;

    WorkspaceVersion(WorkspaceFiles files, LoadedWorkspace loaded) {
        this.files = files;
        this.loaded = loaded;
    }

    WorkspaceFiles files() {
        return files;
    }

    LoadedWorkspace loaded() {
        return loaded;
    }

    /** What its routes are, as the files say it when this is asked for the first time. */
    synchronized List<RouteDescription> routes() {
        if (routes == null) {
            routes = loaded.flow().describedRoutes();
        }
        return routes;
    }

    /** Of a route's text; null if there is no such route. */
    @Nullable
    Long versionOf(String route) {
        Map<String, Long> known = versions;
        if (known == null) {
            known = routes().stream()
                    .collect(toMap(
                            RouteDescription::id, each -> RouteVersion.number(each.version()), (one, same) -> one));
            versions = known;
        }
        return known.get(route);
    }

    /** Lets a run begin; false if it is too late for that. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        atWork++;
        return true;
    }

    /** A run has ended. */
    synchronized void leave() {
        atWork--;
        closeIfDone();
    }

    /** Another version begins the runs from now on. */
    synchronized void retire() {
        retired = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if (retired && atWork == 0 && !closed) {
            closed = true;
            // Not in the thread of the run that ended, nor in that of the reload: stopping takes its time.
            closeApart();
        }
    }

    private void closeApart() {
        Thread closer = new Thread(loaded::close, "hookwright-retired-version");
        closer.setDaemon(true);
        closer.start();
    }

    /** Runs that are at work even now have been given up: nobody waits for Camel, which would wait for them once more. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (atWork > 0) {
            closeApart();
        } else {
            loaded.close();
        }
    }
}
