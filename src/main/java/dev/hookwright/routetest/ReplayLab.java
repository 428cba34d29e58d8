package dev.hookwright.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hookwright.compare.CallTrace;
import dev.hookwright.compare.RunTrace;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Outbound;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.RouteDescription;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.Run;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.server.LoadedWorkspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes recorded events through the routes of a workspace as they are now. Nothing is called out there. */
public final class ReplayLab implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LoadedWorkspace loaded;
    private final Outbound outbound;
    private final TestClock clock;
    private final RecordedAnswers answers;
    private final Stage stage;
    private final Ledger ledger;
    private final Map<String, String> madeUp;

    private ReplayLab(
            LoadedWorkspace loaded,
            Outbound outbound,
            TestClock clock,
            RecordedAnswers answers,
            Ledger ledger,
            Map<String, String> madeUp,
            Workspace workspace) {
        this.loaded = loaded;
        this.outbound = outbound;
        this.clock = clock;
        this.answers = answers;
        this.ledger = ledger;
        this.madeUp = madeUp;
        // No request comes in: keys for those are not needed.
        this.stage = new Stage(loaded, ledger, new Rehearsal(clock), clock, new TriggerKeys(workspace.root()));
    }

    /**
     * Loads a workspace. What no setting gives a value is made up.
     *
     * @throws InvalidWorkspace if it does not load
     */
    public static ReplayLab load(
            Workspace workspace, Settings settings, Map<String, String> environment, Problems problems) {
        TestClock clock = new TestClock();
        RecordedAnswers answers = new RecordedAnswers(clock);
        Map<String, String> known = texts(settings);
        Map<String, String> all = MadeUpSettings.addTo(settings.properties(), environment, workspace);
        Map<String, String> madeUp = new HashMap<>(texts(settings));
        madeUp.putAll(all);
        madeUp.keySet().removeAll(known.keySet());
        madeUp.keySet().removeAll(environment.keySet());
        Redactor redactor = new Redactor(List.of());
        Outbound outbound = new Outbound(settings.allowedNetworks(), clock, redactor::learn);
        Ledger ledger = LedgerStore.openInMemory(clock);
        LoadedWorkspace loaded = LoadedWorkspace.load(
                workspace, settings, all, () -> ledger, clock, redactor, outbound, problems, answers);
        if (!problems.isEmpty()) {
            loaded.close();
            outbound.close();
            ledger.close();
            problems.throwIfAny();
        }
        return new ReplayLab(loaded, outbound, clock, answers, ledger, madeUp, workspace);
    }

    private static Map<String, String> texts(Settings settings) {
        return settings.properties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, settings.properties()::getProperty));
    }

    /** The settings that have no value here, with those that were made up for them. */
    public Map<String, String> madeUp() {
        return madeUp;
    }

    /** The texts of the routes, by id. */
    public Map<String, String> texts() {
        return loaded.flow().describedRoutes().stream()
                .collect(Collectors.toMap(RouteDescription::id, RouteDescription::yaml, (one, same) -> one));
    }

    /** A run does not come to its end. */
    public static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stuck(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What the event's runs would do now.
     *
     * @throws Stuck if they do not end
     */
    public List<RunTrace> play(RecordedEvent recorded) {
        Event event = recorded.event();
        clock.set(event.receivedAt());
        answers.begin(recorded);
        loaded.flow().forgetTargets();
        stage.bring(event, routes(event));
        try {
            stage.playToTheEnd();
        } catch (Stage.NotQuiet e) {
            throw new Stuck(Ids.text(Ids.EVENT, event.id()) + ": " + e.getMessage(), e);
        }
        Map<String, List<JsonNode>> before = recorded.runs();
        Map<String, Integer> counts = new HashMap<>();
        List<RunTrace> traces = new ArrayList<>();
        for (Run run : stage.runs()) {
            int place = counts.merge(run.route(), 1, Integer::sum) - 1;
            List<JsonNode> known = before.getOrDefault(run.route(), List.of());
            traces.add(trace(
                    run, place < known.size() ? known.get(place).path("id").asText() : null));
        }
        return traces;
    }

    private List<String> routes(Event event) {
        return loaded.endpoints()
                .find(event.endpoint())
                .map((Endpoint endpoint) -> endpoint.routesFor(event.type()))
                .orElseGet(() -> loaded.flow().routesOf(event.endpoint()));
    }

    /** @param knownAs the id of the run that it does again: in what is sent it stands for the new one's; null for none */
    private RunTrace trace(Run run, @Nullable String knownAs) {
        String id = Ids.text(Ids.RUN, run.id());
        Map<String, CallTrace> calls = new LinkedHashMap<>();
        for (Attempt attempt : ledger.runs().attempts(run.id())) {
            String request = attempt.request();
            CallTrace first = calls.get(attempt.stepKey());
            calls.put(
                    attempt.stepKey(),
                    new CallTrace(
                            attempt.stepId(),
                            first == null ? attempt.at() : first.at(),
                            request == null
                                    ? NullNode.getInstance()
                                    : read(knownAs == null ? request : request.replace(id, knownAs))));
        }
        return new RunTrace(
                knownAs == null ? id : knownAs,
                run.route(),
                run.status().word(),
                run.error(),
                false,
                List.copyOf(calls.values()));
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded request is not readable", e);
        }
    }

    @Override
    public void close() {
        stage.close();
        loaded.close();
        outbound.close();
    }
}
