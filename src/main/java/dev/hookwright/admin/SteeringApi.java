package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.config.NearestName;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that hold runs up. Blocking: not for an event loop. */
public final class SteeringApi implements ApiPart {
    private static final Logger LOG = LoggerFactory.getLogger(SteeringApi.class);
    /** Runs that go on before the call to resume is answered. */
    private static final int AT_ONCE = 500;

    private final Ledger ledger;
    private final Supplier<Set<String>> routes;
    private final Runnable lookForRuns;

    /**
     * @param routes the workspace's routes
     * @param lookForRuns called when runs were put back into the queue
     */
    public SteeringApi(Ledger ledger, Supplier<Set<String>> routes, Runnable lookForRuns) {
        this.ledger = ledger;
        this.routes = routes;
        this.lookForRuns = lookForRuns;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.post("/runs/{id}/cancel", Role.OPERATOR, "Ends a run; a call that is being made ends first.")
                        .gives("Run", this::cancel),
                Operation.post("/routes/{id}/pause", Role.OPERATOR, "Holds the runs of a route; events are accepted.")
                        .gives("RoutePaused", call -> pause(call, true)),
                Operation.post("/routes/{id}/resume", Role.OPERATOR, "Works off the runs that were held.")
                        .gives("RoutePaused", call -> pause(call, false)));
    }

    private JsonNode cancel(ApiCall call) {
        String id = call.path("id");
        Run run = Ids.parse(Ids.RUN, id)
                .flatMap(uuid -> ledger.runs().find(uuid))
                .orElseThrow(() -> new ApiProblem(404, "no-such-run", "There is no run \"" + id + "\"."));
        if (!ledger.cancels().cancel(run)) {
            throw new ApiProblem(409, "run-ended", "This run has ended; there is nothing to cancel.");
        }
        LOG.info("{} cancels run {} of {}", call.caller().name(), id, run.route());
        return EventJson.run(ledger.runs().find(run.eventId(), run.id()).orElse(run));
    }

    private JsonNode pause(ApiCall call, boolean paused) {
        String route = call.path("id");
        Set<String> known = routes.get();
        // One that was removed from the workspace may still be paused.
        if (!known.contains(route) && !ledger.pausedRoutes().names().contains(route)) {
            throw new ApiProblem(
                    404,
                    "no-such-route",
                    "There is no route \"" + route + "\" (" + NearestName.remedy(route, known) + ").");
        }
        if (paused) {
            ledger.pausedRoutes().pause(route);
        } else {
            ledger.pausedRoutes().resume(route);
            ledger.pausedRoutes().letGo(AT_ONCE);
            lookForRuns.run();
        }
        LOG.info("{} {} route {}", call.caller().name(), paused ? "pauses" : "resumes", route);
        return JsonNodeFactory.instance.objectNode().put("id", route).put("paused", paused);
    }
}
