package dev.hookwright.server;

import dev.hookwright.admin.ReloadResult;
import dev.hookwright.admin.ServedWorkspace;
import dev.hookwright.admin.WorkspaceReload;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.connector.Outbound;
import dev.hookwright.dispatch.RunEnd;
import dev.hookwright.dispatch.RunExecutor;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.RouteVersions;
import dev.hookwright.lint.SchemaAdvice;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workspace as it is served. A reload builds all of it anew beside what is at work and takes its place only if
 * nothing is wrong with it; a run that is at work ends on what it began with.
 */
public final class LiveWorkspace implements RunExecutor, WorkspaceReload, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWorkspace.class);

    private final Workspace workspace;
    private final Settings startedWith;
    private final Map<String, String> environment;
    private final Supplier<Ledger> ledger;
    private final InstantSource clock;
    private final Redactor redactor;
    private final Outbound outbound;
    /** Of the server, through all reloads. */
    private final Endpoints endpoints;

    private final Object reloading = new Object();
    private boolean timersGo;
    private volatile WorkspaceVersion current;
    private volatile ReloadResult last;

    private LiveWorkspace(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Problems problems) {
        this.workspace = workspace;
        this.startedWith = settings;
        this.environment = environment;
        this.ledger = ledger;
        this.clock = clock;
        this.redactor = new Redactor(List.of());
        this.outbound = new Outbound(settings.allowedNetworks(), clock, redactor::learn);
        this.current = read(settings, problems);
        this.endpoints = new Endpoints(Map.of());
        endpoints.become(current.loaded().endpoints());
        this.last = new ReloadResult(clock.instant(), current.files().version(), List.of(), List.of(), List.of());
    }

    /**
     * Loads a workspace for the first time.
     *
     * @param problems what is wrong with the settings already
     * @throws InvalidWorkspace if anything is wrong
     */
    static LiveWorkspace load(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Problems problems) {
        LiveWorkspace live = new LiveWorkspace(workspace, settings, environment, ledger, clock, problems);
        if (!problems.isEmpty()) {
            live.close();
            problems.throwIfAny();
        }
        problems.warnings().forEach(warning -> LOG.warn("{}", warning));
        return live;
    }

    /** Adds everything that is wrong with a workspace to the problems; serves nothing. */
    public static void check(
            Workspace workspace, Settings settings, Map<String, String> environment, Problems problems) {
        check(workspace, settings, environment, problems, loaded -> {});
    }

    /** @param more is asked about what was loaded besides */
    public static void check(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Problems problems,
            Consumer<LoadedWorkspace> more) {
        Supplier<Ledger> none = () -> {
            throw new LedgerUnavailable("no run is driven while a workspace is checked");
        };
        LiveWorkspace live =
                new LiveWorkspace(workspace, settings, environment, none, InstantSource.system(), problems);
        more.accept(live.loaded());
        live.close();
        ConnectorCatalog.check(workspace, problems);
        SchemaAdvice.check(workspace, problems);
    }

    /** Those of the version at work; the same object through all reloads. */
    Endpoints endpoints() {
        return endpoints;
    }

    /** The routes that start from an endpoint, or from the timer or the alert that stands for one. */
    List<String> routesOf(String endpointName) {
        LoadedWorkspace loaded = current.loaded();
        return loaded.alerts()
                .ofEndpoint(endpointName)
                .map(alert -> List.of(alert.route()))
                .orElseGet(() -> loaded.flow().routesOf(endpointName));
    }

    ServedWorkspace served() {
        WorkspaceVersion version = current;
        return new ServedWorkspace(
                workspace, version.loaded().settings(), version.loaded().providers(), endpoints, version.routes());
    }

    /** The ids of all routes that there are. */
    Set<String> routeIds() {
        return current.loaded().flow().routeIds();
    }

    /** From now on timers start routes, those of each version in its turn. The ledger must be there. */
    void startTimers() {
        synchronized (reloading) {
            timersGo = true;
            noteRoutes();
            current.loaded().flow().startTimers();
        }
    }

    /** Has the ledger keep the texts of the routes that are at work. */
    void noteRoutes() {
        note(current);
    }

    private void note(WorkspaceVersion version) {
        var unused = ledger.get()
                .routeVersions()
                .note(version.routes().stream()
                        .map(route ->
                                new RouteVersions.Present(route.id(), route.version(), redactor.redact(route.yaml())))
                        .toList());
    }

    /** No timer starts a route any more. */
    void stopTimers() {
        synchronized (reloading) {
            timersGo = false;
            current.loaded().flow().stopTimers();
        }
    }

    LoadedWorkspace loaded() {
        return current.loaded();
    }

    /** A text without secrets. */
    String redact(String text) {
        return redactor.redact(text);
    }

    Workspace workspace() {
        return workspace;
    }

    @Override
    public ReloadResult lastReload() {
        return last;
    }

    /** The files as they were when the version at work, or the last that would not load, was read. */
    String seenVersion() {
        return last.version();
    }

    @Override
    public ReloadResult reload() {
        synchronized (reloading) {
            Problems problems = new Problems();
            Settings settings = Settings.load(workspace, environment, startedWith.flags(), problems);
            WorkspaceVersion fresh = read(settings, problems);
            ConnectorCatalog.check(workspace, problems);
            checkFolders(problems);
            String version = fresh.files().version();
            if (!problems.isEmpty()) {
                fresh.close();
                last = new ReloadResult(clock.instant(), version, List.of(), List.of(), problems.all());
                LOG.warn(
                        "the workspace was not reloaded; what was loaded before stays at work. {} to mend:",
                        problems.all().size() == 1
                                ? "1 problem"
                                : problems.all().size() + " problems");
                problems.all().forEach(problem -> LOG.warn("{}", problem));
                return last;
            }
            WorkspaceVersion old = current;
            List<String> changes = fresh.files().changesSince(old.files());
            List<String> later = new ArrayList<>(startedWith.changedForNextStart(settings));
            if (!startedWith.allowedNetworks().equals(settings.allowedNetworks())) {
                later.add(Settings.ALLOW_NETWORKS);
            }
            // Before the files can change again.
            var unused = fresh.routes();
            current = fresh;
            // After the routes, so that nothing is accepted for a route that is not there yet.
            endpoints.become(fresh.loaded().endpoints());
            if (timersGo) {
                // What falls between the two is made up for: the ledger knows what has fired.
                old.loaded().flow().stopTimers();
                fresh.loaded().flow().startTimers();
            }
            note(old);
            note(fresh);
            old.retire();
            last = new ReloadResult(clock.instant(), version, changes, later, List.of());
            LOG.info(
                    "reloaded: {}{}",
                    changes.isEmpty() ? "no file had changed" : String.join(", ", changes),
                    later.isEmpty() ? "" : "; takes effect at the next start: " + String.join(", ", later));
            problems.warnings().forEach(warning -> LOG.warn("{}", warning));
            return last;
        }
    }

    /** A folder that was moved away or unmounted is no wish to serve nothing. */
    private void checkFolders(Problems problems) {
        boolean serves = !current.loaded().endpoints().all().isEmpty();
        Stream.of(workspace.root(), workspace.routes())
                .filter(folder -> serves && !Files.isDirectory(folder))
                .findFirst()
                .ifPresent(folder -> problems.add(
                        folder.toString(), "the folder is not there any more", "put it back, or leave it empty"));
    }

    @Override
    public CompletableFuture<RunEnd> execute(Drive drive) {
        WorkspaceVersion version = current;
        while (!version.enter()) {
            version = current;
        }
        WorkspaceVersion entered = version;
        try {
            Long routeVersion = entered.versionOf(drive.run().route());
            if (routeVersion == null
                    && new RoutesElsewhere(ledger).leave(drive.run().route())) {
                entered.leave();
                return CompletableFuture.completedFuture(new RunEnd.Abandoned());
            }
            return entered.loaded()
                    .flow()
                    .execute(drive)
                    .<RunEnd>thenApply(end -> routeVersion == null ? end : new RunEnd.Through(routeVersion, end))
                    .whenComplete((end, failure) -> entered.leave());
        } catch (RuntimeException | Error e) {
            entered.leave();
            throw e;
        }
    }

    /** Before the route is loaded the files are hashed: what changes meanwhile is then seen as a change. */
    private WorkspaceVersion read(Settings settings, Problems problems) {
        WorkspaceFiles files = WorkspaceFiles.of(workspace);
        LoadedWorkspace loaded =
                LoadedWorkspace.load(workspace, settings, environment, ledger, clock, redactor, outbound, problems);
        return new WorkspaceVersion(files, loaded);
    }

    @Override
    public void close() {
        current.close();
        outbound.close();
    }
}
