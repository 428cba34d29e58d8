package dev.hookwright.flow;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Outbound;
import dev.hookwright.dispatch.RunEnd;
import dev.hookwright.dispatch.RunExecutor;
import dev.hookwright.endpoint.RouteDescription;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.retry.FailureClass;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.apache.camel.model.RouteDefinition;

/** The workspace's routes in a Camel context, ready to be driven. */
public final class FlowEngine implements RunExecutor, AutoCloseable {
    private static final long STOP_SECONDS = 5;

    private final Workspace workspace;
    private final DefaultCamelContext context;
    private final SimpleMain main;
    private final HookSources sources;
    private final Supplier<Ledger> ledger;
    private final FailureReader failures;
    private final Outbound outbound;

    private FlowEngine(
            Workspace workspace,
            DefaultCamelContext context,
            SimpleMain main,
            HookSources sources,
            Supplier<Ledger> ledger,
            FailureReader failures,
            Outbound outbound) {
        this.workspace = workspace;
        this.context = context;
        this.main = main;
        this.sources = sources;
        this.ledger = ledger;
        this.failures = failures;
        this.outbound = outbound;
    }

    /** A route that starts from an endpoint, and where it stands. */
    public record HookRoute(String routeId, String endpointName, String where) {}

    /**
     * Builds the routes. What is wrong with them is added to the problems; the engine is then of no use but to be
     * closed.
     *
     * @param settings the workspace's settings, Camel's own among them
     * @param ledger asked when a run is driven, not before
     */
    public static FlowEngine load(
            Workspace workspace,
            Settings settings,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Redactor redactor,
            Problems problems) {
        DefaultCamelContext context = new DefaultCamelContext();
        HookSources sources = new HookSources();
        FailureReader failures = new FailureReader(clock, redactor);
        context.getCamelContextExtension().setName("hookwright");
        context.setSourceLocationEnabled(true);
        context.addComponent("platform-http", new HooksComponent(sources));
        context.addComponent("jsonata", new TextJsonata());
        context.getRegistry()
                .bind(
                        "hookwright",
                        new LedgerIdempotentRepository(() -> ledger.get().claims()));
        Outbound outbound = new Outbound(settings.allowedNetworks(), clock, redactor::learn);
        outbound.bindTo(context);
        context.getCamelContextExtension()
                .addInterceptStrategy(new DurableSteps(context, new StepTools(ledger, failures, clock)));
        context.getManagementStrategy().addEventNotifier(new BranchFailures());
        SimpleMain main = new SimpleMain(context);
        main.setInitialProperties(CamelSettings.of(workspace, settings.properties()));
        main.setPropertyPlaceholderLocations("false");
        FlowEngine engine = new FlowEngine(workspace, context, main, sources, ledger, failures, outbound);
        try {
            main.start();
            PayloadJson.register(context);
            HttpMethodConverter.register(context);
            JqVariables.register(context);
            new RouteFiles(context, workspace, problems).load();
        } catch (Exception e) {
            new RouteProblems(problems, List.of()).add(workspace.nameOf(workspace.properties()), e);
        }
        return engine;
    }

    /** The routes that start from an endpoint, sorted. */
    public List<String> routesOf(String endpointName) {
        return sources.routesOf(endpointName);
    }

    /** Every route that starts from an endpoint. */
    public List<HookRoute> hookRoutes() {
        return sources.all().stream()
                .map(source -> new HookRoute(source.routeId(), source.endpointName(), where(source.routeId())))
                .toList();
    }

    /** Every route that starts from a path that the public server does not serve. */
    public List<HookRoute> strayRoutes() {
        return sources.strays().stream()
                .map(source -> new HookRoute(source.routeId(), source.endpointName(), where(source.routeId())))
                .toList();
    }

    /** The ids of all routes that the workspace's files define. */
    public Set<String> routeIds() {
        Set<String> ids = new TreeSet<>();
        ownRoutes().forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }

    /** The routes that the workspace's files define, by id. */
    public List<RouteDescription> describedRoutes() {
        return new RouteDescriptions(context, workspace, sources).all(ownRoutes());
    }

    private List<RouteDefinition> ownRoutes() {
        return context.getRouteDefinitions().stream()
                .filter(route -> !Boolean.TRUE.equals(route.isTemplate()) && !route.isCreatedFromTemplate())
                .toList();
    }

    @Override
    public CompletableFuture<RunEnd> execute(Drive wanted) {
        Run run = wanted.run();
        var source = sources.ofRoute(run.route());
        if (source.isEmpty()) {
            return CompletableFuture.completedFuture(new RunEnd.Failed(
                    FailureClass.RETRY, "there is no route \"" + run.route() + "\" in the workspace"));
        }
        List<Attempt> history = wanted.first() ? List.of() : ledger.get().runs().attempts(run.id());
        RunDrive drive = new RunDrive(wanted, history);
        Exchange exchange = source.get().newExchange();
        drive.attachTo(exchange);
        Object body = Payload.of(wanted.event());
        drive.payload(body);
        exchange.getMessage().setBody(body);
        CompletableFuture<RunEnd> end = new CompletableFuture<>();
        source.get().processor().process(exchange, doneSync -> end.complete(endOf(drive, exchange)));
        return end;
    }

    private RunEnd endOf(RunDrive drive, Exchange exchange) {
        if (drive.isAbandoned()) {
            return new RunEnd.Abandoned();
        }
        Throwable exception = exchange.getException();
        if (exception == null) {
            return new RunEnd.Succeeded();
        }
        StepFailure failure = drive.failureBehind(exception, failures);
        return new RunEnd.Failed(
                failure.failureClass(),
                failure.error(),
                failure.notBefore(),
                failure.called(),
                List.copyOf(drive.claimsToRelease()));
    }

    private String where(String routeId) {
        RouteDefinition definition = context.getRouteDefinition(routeId);
        return workspace.nameOf(RouteDescriptions.file(definition)) + ":" + definition.getLineNumber() + ":1";
    }

    @Override
    public void close() {
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        main.stop();
        outbound.close();
    }
}
