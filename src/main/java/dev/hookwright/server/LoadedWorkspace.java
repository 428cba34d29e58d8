package dev.hookwright.server;

import dev.hookwright.alert.AlertRules;
import dev.hookwright.alert.AlertsFile;
import dev.hookwright.alert.KnownNames;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Outbound;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.EndpointsFile;
import dev.hookwright.endpoint.Reply;
import dev.hookwright.flow.FlowEngine;
import dev.hookwright.flow.Outside;
import dev.hookwright.intake.RefusalCode;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.provider.ProviderRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workspace that is read and checked as a whole. */
public record LoadedWorkspace(
        Settings settings, ProviderRegistry providers, Endpoints endpoints, FlowEngine flow, AlertRules alerts)
        implements AutoCloseable {
    /** Refused requests with these reasons are not kept, and so are not counted. */
    private static final Set<RefusalCode> NOT_KEPT =
            Set.of(RefusalCode.NO_SUCH_ENDPOINT, RefusalCode.URI_TOO_LONG, RefusalCode.CANNOT_STORE);

    /**
     * Reads everything and adds what is wrong to the problems, all of it at once.
     *
     * @param ledger asked when a run is driven, not before
     * @param redactor is told of the workspace's secrets
     * @param outbound what the connectors share
     */
    public static LoadedWorkspace load(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Redactor redactor,
            Outbound outbound,
            Problems problems) {
        return load(workspace, settings, environment, ledger, clock, redactor, outbound, problems, null);
    }

    /** @param outside stands in for all that the routes call; null where they call it in earnest */
    public static LoadedWorkspace load(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Redactor redactor,
            Outbound outbound,
            Problems problems,
            @Nullable Outside outside) {
        ProviderRegistry providers = ProviderRegistry.load(workspace.providers(), problems);
        Placeholders placeholders = new Placeholders(settings.properties(), environment);
        Endpoints endpoints = EndpointsFile.read(
                workspace.endpoints(), workspace.nameOf(workspace.endpoints()), placeholders, providers, problems);
        redactor.know(secrets(settings, endpoints));
        FlowEngine flow = FlowEngine.load(workspace, settings, ledger, clock, redactor, outbound, problems, outside);
        checkTogether(workspace, endpoints, flow, problems);
        AlertRules alerts = AlertsFile.read(
                workspace.alerts(),
                workspace.nameOf(workspace.alerts()),
                placeholders,
                known(workspace, flow),
                problems);
        return new LoadedWorkspace(settings, providers, endpoints.starting(flow::routesOf), flow, alerts);
    }

    private static KnownNames known(Workspace workspace, FlowEngine flow) {
        return new KnownNames(
                new EndpointPlaces(workspace).names(),
                Stream.of(RefusalCode.values())
                        .filter(code -> !NOT_KEPT.contains(code))
                        .map(RefusalCode::word)
                        .collect(Collectors.toSet()),
                flow.routeIds(),
                flow.laterRoutes(),
                flow.missingRoutes().isEmpty());
    }

    private static List<String> secrets(Settings settings, Endpoints endpoints) {
        List<String> secrets = new ArrayList<>(settings.secrets());
        for (Endpoint endpoint : endpoints.all()) {
            endpoint.credentials().named().values().forEach(secrets::addAll);
            endpoint.credentials().config().forEach((name, value) -> {
                if (Settings.isSecret(name)) {
                    secrets.add(value);
                }
            });
        }
        return secrets;
    }

    private static void checkTogether(Workspace workspace, Endpoints endpoints, FlowEngine flow, Problems problems) {
        List<String> names = endpoints.all().stream().map(Endpoint::name).toList();
        EndpointPlaces places = new EndpointPlaces(workspace);
        for (FlowEngine.HookRoute route : flow.hookRoutes()) {
            // One that is written but wrong has its own problem.
            if (endpoints.find(route.endpointName()).isEmpty() && !places.isWritten(route.endpointName())) {
                problems.add(
                        route.where(),
                        "route \"" + route.routeId() + "\" starts from /hooks/" + route.endpointName()
                                + ", which routes/endpoints.yaml does not describe",
                        NearestName.of(route.endpointName(), names)
                                .map(near -> "did you mean /hooks/" + near + "?")
                                .orElse("add " + route.endpointName() + ": {provider: ...} there"));
            }
        }
        for (FlowEngine.HookRoute route : flow.strayRoutes()) {
            problems.add(
                    route.where(),
                    "route \"" + route.routeId() + "\" starts from platform-http:" + route.endpointName()
                            + ", which is not served",
                    "start it from platform-http:/hooks/NAME");
        }
        for (Endpoint endpoint : endpoints.all()) {
            Reply reply = endpoint.reply();
            List<String> starting = flow.routesOf(endpoint.name());
            // The one that starts from it may stand in a file with a problem of its own.
            boolean mayBeMissing = starting.isEmpty() && !flow.missingRoutes().isEmpty();
            if (reply != null && !mayBeMissing) {
                Reply.hindrance(endpoint, starting)
                        .ifPresent(why -> problems.add(
                                reply.where(),
                                "reply: result needs exactly one route for an event: " + why,
                                "give each route types of its own, or leave reply out"));
            }
        }
        checkNamedRoutes(endpoints, flow, places, problems);
    }

    private static void checkNamedRoutes(
            Endpoints endpoints, FlowEngine flow, EndpointPlaces places, Problems problems) {
        Set<String> routeIds = flow.routeIds();
        Map<String, String> startOf = flow.hookRoutes().stream()
                .collect(Collectors.toMap(FlowEngine.HookRoute::routeId, FlowEngine.HookRoute::endpointName));
        for (Endpoint endpoint : endpoints.all()) {
            List<String> here = flow.routesOf(endpoint.name());
            for (String named : endpoint.routes().keySet()) {
                if (!here.contains(named) && !flow.missingRoutes().contains(named)) {
                    String where = places.ofRoute(endpoint.name(), named);
                    String start = startOf.get(named);
                    if (start != null) {
                        problems.add(
                                where,
                                "route \"" + named + "\" starts from /hooks/" + start + ", and not from /hooks/"
                                        + endpoint.name(),
                                "move it under " + start + ":, or start the route from platform-http:/hooks/"
                                        + endpoint.name());
                        continue;
                    }
                    problems.add(
                            where,
                            "no route \"" + named + "\" starts from /hooks/" + endpoint.name(),
                            routeIds.contains(named)
                                    ? "remove it: " + named + " does not start from an endpoint"
                                    : NearestName.remedy(named, here.isEmpty() ? routeIds : here));
                }
            }
        }
    }

    @Override
    public void close() {
        flow.close();
    }
}
