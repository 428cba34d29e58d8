package dev.hookwright.server;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.hookwright.admin.Access;
import dev.hookwright.admin.AdminServer;
import dev.hookwright.admin.ApiPart;
import dev.hookwright.admin.BulkReplayWorker;
import dev.hookwright.admin.FilterCounts;
import dev.hookwright.admin.Replays;
import dev.hookwright.admin.Tallies;
import dev.hookwright.admin.WorkspaceReload;
import dev.hookwright.alert.AlertWatch;
import dev.hookwright.config.DatabaseSettings;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.dispatch.RoutePolicy;
import dev.hookwright.download.CachedDownloads;
import dev.hookwright.download.HttpsFetch;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.RouteSettings;
import dev.hookwright.intake.HookServer;
import dev.hookwright.intake.HookServerOptions;
import dev.hookwright.intake.Intake;
import dev.hookwright.ledger.CapturedSecret;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.OpeningFailure;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.retry.Durations;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole server. Starts its parts in order and stops them in the opposite one. */
public final class HookwrightServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookwrightServer.class);

    private static final int DOWNLOADS_AT_ONCE = 4;
    private static final Duration TOKENS = Duration.ofSeconds(1);
    private static final Duration ROUTE_VERSIONS = Duration.ofMinutes(1);
    private static final Duration RETURNED = Duration.ofSeconds(1);
    private static final Duration LIFTED = Duration.ofSeconds(1);
    private static final Duration ALERTS = Duration.ofSeconds(1);
    private static final Duration SECRETS = Duration.ofSeconds(2);

    /** What was started, the last first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private final AtomicReference<Ledger> ledger = new AtomicReference<>();
    private final AtomicReference<LiveWorkspace> reloadable = new AtomicReference<>();
    private final InstantSource clock;
    private int port;
    private int adminPort;

    private HookwrightServer(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Starts a server of a workspace.
     *
     * @param problems what is wrong with the settings already, so that all is said at once
     * @param onBroken told when the ledger can no longer be written: the process had better end
     * @throws InvalidWorkspace if it cannot start; nothing is left half started then
     */
    public static HookwrightServer start(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            InstantSource clock,
            Runnable onBroken,
            Problems problems) {
        HookwrightServer server = new HookwrightServer(clock);
        try {
            server.startParts(workspace, settings, environment, onBroken, problems);
            return server;
        } catch (LedgerUnavailable e) {
            server.close();
            boolean shared = settings.database().url().isPresent();
            OpeningFailure failure = OpeningFailure.of(e, shared);
            throw new InvalidWorkspace(
                    shared ? "hookwright.database.url" : "data folder " + settings.data(),
                    failure.what(),
                    failure.remedy());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private void startParts(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Runnable onBroken,
            Problems problems)
            throws InterruptedException {
        LiveWorkspace loaded =
                opened(LiveWorkspace.load(workspace, settings, environment, this::requireLedger, clock, problems));

        DataFolder data = opened(DataFolder.take(settings.data()));
        Ledger store = opened(open(settings, data, onBroken));
        ledger.set(store);
        Observation observation = opened(new Observation(settings.observe(), clock));
        Dispatcher dispatcher = opened(new Dispatcher(
                store,
                observation.of(loaded),
                policies(loaded.endpoints()),
                settings.silenceTimeout(),
                observation.runs(),
                clock));

        Vertx vertx = vertx();
        started.push(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get());
        ExecutorService callers = Executors.newFixedThreadPool(DOWNLOADS_AT_ONCE, HookwrightServer::caller);
        started.push(callers::shutdownNow);
        Downloads downloads = new CachedDownloads(HttpsFetch.of(settings.privateDownloads()), callers, clock);
        ConfirmedSecrets confirmed = new ConfirmedSecrets();
        Runnable lookForSecrets = () -> confirmed.replace(store.secrets().confirmed().stream()
                .collect(groupingBy(CapturedSecret::endpoint, mapping(CapturedSecret::secret, toList()))));
        lookForSecrets.run();
        Intake intake = new Intake(
                loaded.endpoints(),
                confirmed,
                clock,
                System::nanoTime,
                settings.trustedProxies(),
                downloads,
                new TriggerKeys(data.path())::known);
        DiskGuard guard = new DiskGuard(data.path(), settings.storage(), store);
        guard.look();
        // What is confirmed on another node is known here this much later.
        Housekeeping housekeeping = opened(new Housekeeping(store, store.retention(settings.storage()), guard));
        housekeeping.every(SECRETS, lookForSecrets);
        housekeeping.every(ROUTE_VERSIONS, loaded::noteRoutes);
        housekeeping.every(RETURNED, new ReturnedRoutes(() -> loaded.loaded().flow(), store.waiting())::look);
        housekeeping.every(LIFTED, new LiftedTargets(store)::look);
        RejectionPace pace = new RejectionPace(System::nanoTime);
        HookServer hooks = opened(new HookServer(
                vertx,
                intake,
                observation.of(new StoreAndDispatch(store, dispatcher, guard, pace), loaded),
                HookServerOptions.of(settings.host(), settings.port())));
        hooks.start();
        port = hooks.port();

        Replays replays = new Replays(store, dispatcher, loaded.endpoints(), loaded::routesOf, clock);
        BulkReplayWorker bulkReplays = new BulkReplayWorker(store, replays, dispatcher::lookAgain);
        Tallies tallies = opened(new Tallies(store));
        AdminParts adminParts = new AdminParts(store, dispatcher, loaded);
        AlertWatch alerts = Alerting.watch(store, loaded, guard, hooks.statistics(), data.path(), clock);
        housekeeping.every(ALERTS, alerts::look);
        List<ApiPart> parts = adminParts.of(
                replays,
                bulkReplays,
                tallies,
                opened(new FilterCounts(store)),
                new RefusedRequests(store, dispatcher, intake, loaded, confirmed),
                alerts,
                lookForSecrets,
                port);
        Access access = adminParts.access(data.path());
        housekeeping.every(TOKENS, access::look);
        housekeeping.every(SECRETS.multipliedBy(30), access::deleteOld);
        AdminServer admin = opened(new AdminServer(
                vertx, parts, observation.observed(hooks, store, dispatcher, loaded, guard, pace), access));
        adminPort = admin.start(settings.adminHost(), settings.adminPort());

        dispatcher.start();
        reloadable.set(loaded);
        loaded.startTimers();
        started.push(() -> drain(hooks, loaded, dispatcher, settings.shutdownTimeout()));
        opened(bulkReplays).start();
    }

    /** The public server's port. */
    public int port() {
        return port;
    }

    /** The admin server's port. */
    public int adminPort() {
        return adminPort;
    }

    /** Loads the workspace anew, as {@link WorkspaceReload#reload()} does; the log says what came of it. */
    public void reload() {
        requireNonNull(reloadable.get()).reload();
    }

    /** From now on the workspace is reloaded whenever its files have changed. */
    public void watch() {
        opened(new WorkspaceWatch(requireNonNull(reloadable.get())));
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly: {}", e.toString());
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    private Ledger open(Settings settings, DataFolder data, Runnable onBroken) {
        DatabaseSettings database = settings.database();
        return database.url().isEmpty()
                ? LedgerStore.open(data.path(), clock, onBroken)
                : LedgerStore.openShared(
                        database.url().get(),
                        database.user(),
                        database.password().orElse(null),
                        data.path().resolve("node"),
                        clock,
                        onBroken);
    }

    private Ledger requireLedger() {
        Ledger open = ledger.get();
        if (open == null) {
            throw new LedgerUnavailable("the ledger is not open yet");
        }
        return open;
    }

    private static void drain(HookServer hooks, LiveWorkspace workspace, Dispatcher dispatcher, Duration limit)
            throws InterruptedException {
        LOG.info("stopping: new requests get 503, the runs at work have {} to end", Durations.format(limit));
        hooks.refuseRequests();
        workspace.stopTimers();
        int left = dispatcher.stop(limit);
        if (left > 0) {
            LOG.warn("{} runs were still in a call; they go on at the next start, or on another node", left);
        }
    }

    private static Function<String, RoutePolicy> policies(Endpoints endpoints) {
        return route -> {
            RouteSettings settings = endpoints.settingsOf(route);
            return new RoutePolicy(settings.retry(), settings.maxInFlight());
        };
    }

    private static Thread caller(Runnable work) {
        Thread thread = new Thread(work, "hookwright-download");
        thread.setDaemon(true);
        return thread;
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerPoolSize(8)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }
}
