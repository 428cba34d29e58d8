package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.ledger.BulkReplay;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls about replays of all events that a filter takes. Blocking: not for an event loop. */
public final class ReplayApi implements ApiPart {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayApi.class);
    private static final String BAD = "bad-replay";
    private static final Set<String> FIELDS = Set.of("filter", "dryRun", "from", "route", "ratePerSecond");
    private static final int USUAL_RATE = 20;
    private static final int HIGHEST_RATE = 1_000;

    private final Ledger ledger;
    private final FilterCounts counts;
    private final Supplier<Set<String>> routes;
    private final Runnable begun;

    /**
     * @param routes the workspace's routes
     * @param begun called when there is a new one
     */
    public ReplayApi(Ledger ledger, FilterCounts counts, Supplier<Set<String>> routes, Runnable begun) {
        this.ledger = ledger;
        this.counts = counts;
        this.routes = routes;
        this.begun = begun;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.post("/replays", Role.OPERATOR, "Runs all events of a filter again, behind the live ones.")
                        .takes("BulkReplayRequest")
                        .status(202)
                        // A dry run is done at once.
                        .orStatus(200)
                        .gives("BulkReplayBegun", this::begin),
                Operation.get("/replays", Role.VIEWER, "Replays by filter, newest first.")
                        .query(PageRequest.PARAMETERS)
                        .gives("BulkReplayList", this::list),
                Operation.get("/replays/{id}", Role.VIEWER, "A replay by filter and how far it is.")
                        .gives("BulkReplay", call -> json(find(call.path("id")))),
                Operation.post("/replays/{id}/cancel", Role.OPERATOR, "Lets a replay by filter begin no more runs.")
                        .gives("BulkReplay", this::cancel));
    }

    private JsonNode begin(ApiCall call) {
        CallBody request = call.body(BAD, FIELDS);
        Map<String, String> words = words(request.json("filter"));
        call.mayLookFor(words.get("q"), words.get("error"));
        EventFilter filter = FilterWords.read(words, ledger.now());
        boolean failedOnly = failedOnly(request.textOrNull("from"));
        String route = route(request.textOrNull("route"));
        int rate = rate(request.json("ratePerSecond"));
        boolean dryRun = request.flag("dryRun");
        FilterCounts.Count count = counts.of(words, filter);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("matched", count.events())
                .put("matchedAll", count.all());
        if (dryRun) {
            call.answerWith(200);
            call.changesNothing();
            return answer;
        }
        BulkReplay replay = BulkReplay.begin(
                FilterWords.write(filter), failedOnly, route, rate, count.events(), count.all(), ledger.now());
        ledger.bulkReplays().create(replay);
        begun.run();
        String id = Ids.text(Ids.REPLAY, replay.id());
        LOG.info(
                "{} begins replay {} of {}{} events, {}, {} a second: {}",
                call.caller().name(),
                id,
                count.all() ? "" : "at least ",
                count.events(),
                failedOnly ? "what failed" : "from the start",
                rate,
                replay.filter());
        return answer.put("id", id);
    }

    private JsonNode list(ApiCall call) {
        PageRequest page = PageRequest.of(call.query(), Ids.REPLAY);
        return page.answer(ledger.bulkReplays().list(page.before(), page.toRead()), BulkReplay::id, ReplayApi::json);
    }

    private JsonNode cancel(ApiCall call) {
        BulkReplay replay = find(call.path("id"));
        if (!ledger.bulkReplays().cancel(replay.id())) {
            throw new ApiProblem(409, "replay-ended", "This replay has begun all its runs, or was cancelled before.");
        }
        LOG.info("{} cancels replay {}", call.caller().name(), call.path("id"));
        return json(find(call.path("id")));
    }

    private BulkReplay find(String id) {
        return Ids.parse(Ids.REPLAY, id)
                .flatMap(uuid -> ledger.bulkReplays().find(uuid))
                .orElseThrow(() -> new ApiProblem(404, "no-such-replay", "There is no replay \"" + id + "\"."));
    }

    private static Map<String, String> words(JsonNode filter) {
        if (!filter.isObject()) {
            throw new ApiProblem(400, BAD, "\"filter\" is an object, as in {\"status\": \"dead\", \"since\": \"1h\"}.");
        }
        FilterWords.checkNames(
                filter.properties().stream().map(Map.Entry::getKey).toList());
        Map<String, String> words = new LinkedHashMap<>();
        filter.properties().forEach(field -> {
            if (field.getValue().isTextual() && field.getValue().textValue().isBlank()) {
                // A script's variable without a value would make it all events.
                throw new ApiProblem(
                        400,
                        BAD,
                        "\"" + field.getKey() + "\" of the filter is empty. Leave it out, or give it a value.");
            } else if (field.getValue().isTextual()) {
                words.put(field.getKey(), field.getValue().textValue());
            } else if (!field.getValue().isNull()) {
                throw new ApiProblem(400, BAD, "\"" + field.getKey() + "\" of the filter is text.");
            }
        });
        return words;
    }

    private static boolean failedOnly(@Nullable String from) {
        if (from != null && !from.equals("start") && !from.equals("failed")) {
            throw new ApiProblem(400, BAD, "\"from\" is start or failed.");
        }
        return "failed".equals(from);
    }

    private @Nullable String route(@Nullable String route) {
        if (route != null && !routes.get().contains(route)) {
            throw new ApiProblem(
                    400, BAD, "There is no route \"" + route + "\" (" + NearestName.remedy(route, routes.get()) + ").");
        }
        return route;
    }

    private static int rate(JsonNode rate) {
        if (rate.isMissingNode() || rate.isNull()) {
            return USUAL_RATE;
        }
        if (!rate.isInt() || rate.intValue() < 1 || rate.intValue() > HIGHEST_RATE) {
            throw new ApiProblem(400, BAD, "\"ratePerSecond\" is a whole number from 1 to " + HIGHEST_RATE + ".");
        }
        return rate.intValue();
    }

    private static ObjectNode json(BulkReplay replay) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.text(Ids.REPLAY, replay.id()))
                .put("status", replay.status().word());
        ObjectNode filter = json.putObject("filter");
        replay.filter().forEach(filter::put);
        json.put("from", replay.failedOnly() ? "failed" : "start")
                .put("route", replay.route())
                .put("matched", replay.matched())
                .put("matchedAll", replay.matchedAll())
                .put("started", replay.started())
                .put("skipped", replay.skipped())
                .put("succeeded", replay.succeeded())
                .put("failed", replay.failed())
                .put("ratePerSecond", replay.rate())
                .put("createdAt", replay.createdAt().toString())
                .put(
                        "endedAt",
                        Optional.ofNullable(replay.endedAt())
                                .map(Object::toString)
                                .orElse(null));
        ArrayNode failures = json.putArray("failures");
        replay.failures()
                .forEach((event, error) ->
                        failures.addObject().put("eventId", event).put("error", error));
        return json;
    }
}
