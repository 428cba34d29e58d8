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
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.lint.RouteLint;
import dev.hookwright.retry.FailureClass;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.jspecify.annotations.Nullable;

/** The workspace's routes in a Camel context, ready to be driven. */
public final class FlowEngine implements RunExecutor, AutoCloseable {
    private final Workspace workspace;
    private final BareCamel camel;
    private final DefaultCamelContext context;
    private final HookSources sources;
    private final Timers timers;
    private final DurableSteps steps;
    private final Supplier<Ledger> ledger;
    private final FailureReader failures;
    private @Nullable RouteLint lint;

    private FlowEngine(Workspace workspace, BareCamel camel, Supplier<Ledger> ledger) {
        this.workspace = workspace;
        this.camel = camel;
        this.context = camel.context();
        this.sources = camel.sources();
        this.timers = camel.timers();
        this.steps = camel.steps();
        this.failures = camel.failures();
        this.ledger = ledger;
    }

    /** A route that starts from an endpoint, and where it stands. */
    public record HookRoute(String routeId, String endpointName, String where) {}

    /**
     * Builds the routes. What is wrong with them is added to the problems; the engine is then of no use but to be
     * closed.
     *
     * @param settings the workspace's settings, Camel's own among them
     * @param ledger asked when a run is driven, not before
     * @param outbound what the connectors share, with the workspace's other versions too
     */
    public static FlowEngine load(
            Workspace workspace,
            Settings settings,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Redactor redactor,
            Outbound outbound,
            Problems problems) {
        return load(workspace, settings, ledger, clock, redactor, outbound, problems, null);
    }

    /** @param outside stands in for all that the routes call; null where they call it in earnest */
    public static FlowEngine load(
            Workspace workspace,
            Settings settings,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Redactor redactor,
            Outbound outbound,
            Problems problems,
            @Nullable Outside outside) {
        Supplier<BareCamel> bare = () -> BareCamel.of(workspace, settings, ledger, clock, redactor, outbound, outside);
        BareCamel camel = bare.get();
        DefaultCamelContext context = camel.context();
        FlowEngine engine = new FlowEngine(workspace, camel, ledger);
        try {
            camel.start();
            RouteLint lint = RouteLint.of(workspace, settings, problems);
            engine.lint = lint;
            Set<Path> wrong = new LinkedHashSet<>(lint.refused());
            wrong.addAll(new RouteFiles(context, workspace, lint, problems).load());
            if (lint.missingRoutes().isEmpty()) {
                DirectRoutes.check(context, workspace, lint, problems);
            }
            redactor.know(ConnectorSecrets.of(context, workspace));
            if (!wrong.isEmpty()) {
                new FurtherProblems(bare.get(), workspace, lint, problems).find(wrong);
            }
        } catch (Exception e) {
            new RouteProblems(problems, List.of())
                    .add(workspace.nameOf(workspace.properties()), e, RouteProblems.KnownPlaces.NONE);
        }
        return engine;
    }

    /** The routes that start from an endpoint, or from the timer that stands for one; sorted. */
    public List<String> routesOf(String endpointName) {
        return endpointName.startsWith(Firing.PREFIX) ? timers.routesOf(endpointName) : sources.routesOf(endpointName);
    }

    /** From now on the routes with a timer are started by it. The ledger must be there. */
    public void startTimers() {
        timers.start();
    }

    /** No timer starts a route any more. */
    public void stopTimers() {
        timers.stop();
    }

    /** Every route that starts from an endpoint. */
    public List<HookRoute> hookRoutes() {
        return placed(sources.all());
    }

    /** Every route that starts from a path that the public server does not serve. */
    public List<HookRoute> strayRoutes() {
        return placed(sources.strays());
    }

    /** The ids of routes that stand in files which were not loaded, for what is wrong with them. */
    public Set<String> missingRoutes() {
        return lint == null ? Set.of() : lint.missingRoutes();
    }

    /** The ids of all routes that the workspace's files define. */
    public Set<String> routeIds() {
        return ownRoutes().stream().map(RouteDefinition::getRouteId).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The routes that the workspace's files define, by id. */
    public List<RouteDescription> describedRoutes() {
        return new RouteDescriptions(context, workspace, sources).all(ownRoutes());
    }

    private List<RouteDefinition> ownRoutes() {
        return context.getRouteDefinitions().stream()
                .filter(route -> !Boolean.TRUE.equals(route.isKamelet()))
                .toList();
    }

    /** The ids of all routes that start from a timer. */
    public Set<String> timerRoutes() {
        return timers.routeIds();
    }

    /** What comes in when a route's timer fires. */
    public Event firing(String route, Instant at) {
        return timers.firing(route, at);
    }

    /** The routes that {@code later:} can start, each by the name by which it does. */
    public Map<String, String> laterRoutes() {
        return DirectRoutes.byName(context);
    }

    /** The ids of all steps that call the outside. */
    public Set<String> stepIds() {
        return steps.ids();
    }

    /** Forgets how the targets are, as far as only this node knows. */
    public void forgetTargets() {
        steps.forgetTargets();
    }

    /** Why the runs of a route fail while it is not there. */
    public static String isGone(String route) {
        return "there is no route \"" + route + "\" in the workspace";
    }

    @Override
    public CompletableFuture<RunEnd> execute(Drive wanted) {
        Run run = wanted.run();
        Route route = context.getRoute(run.route());
        if (route == null) {
            return CompletableFuture.completedFuture(new RunEnd.Failed(FailureClass.RETRY, isGone(run.route())));
        }
        List<Attempt> history = wanted.first() ? List.of() : ledger.get().runs().attempts(run.id());
        RunDrive drive = new RunDrive(wanted, history, failures, ledger);
        wanted.progress().whenLost(drive::lose);
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
        drive.attachTo(exchange);
        exchange.getMessage().setBody(body(drive, route));
        if (route.getEndpoint() instanceof QuartzEndpoint) {
            Firing.putHeaders(wanted.event(), exchange.getMessage());
        }
        CompletableFuture<RunEnd> end = new CompletableFuture<>();
        AsyncProcessor processor = AsyncProcessorConverterHelper.convert(route.getProcessor());
        processor.process(exchange, doneSync -> end.complete(endOf(drive, exchange)));
        return end;
    }

    /** The event's, but for a run that another has started with one of its own. */
    private @Nullable Object body(RunDrive drive, Route route) {
        if (route.getEndpoint() instanceof DirectEndpoint) {
            Optional<byte[]> own = ledger.get().later().body(drive.run());
            if (own.isPresent()) {
                Object body = RunBody.read(own.get());
                drive.payload(body);
                return body;
            }
        }
        Object body = Payload.of(drive.event());
        drive.eventBody(body);
        return body;
    }

    private RunEnd endOf(RunDrive drive, Exchange exchange) {
        if (drive.isAbandoned()) {
            return new RunEnd.Abandoned();
        }
        Throwable exception = exchange.getException();
        if (exception == null) {
            return new RunEnd.Succeeded(drive.isAnswered() ? AnswerReader.of(exchange) : null);
        }
        drive.caught().end(exception);
        StepFailure failure = drive.failureBehind(exception);
        return new RunEnd.Failed(
                failure.failureClass(),
                failure.error(),
                failure.notBefore(),
                failure.called(),
                List.copyOf(drive.claimsToRelease()));
    }

    private List<HookRoute> placed(List<HookSources.Source> from) {
        return from.stream()
                .map(source -> new HookRoute(source.routeId(), source.endpointName(), where(source.routeId())))
                .toList();
    }

    private String where(String routeId) {
        return lint == null ? "" : Places.ofRoute(context.getRouteDefinition(routeId), lint);
    }

    @Override
    public void close() {
        camel.close();
    }
}
