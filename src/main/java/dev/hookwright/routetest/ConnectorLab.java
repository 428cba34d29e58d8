package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.TemporaryFolder;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.connector.Outbound;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.server.LoadedWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tries a workspace's connectors out. Each call goes through a route of its own whose one step is the connector, which
 * calls a {@link StandInServer}; each time that the run is driven is one request, tried again after a minute.
 */
final class ConnectorLab {
    private static final int MOST_TRIES = 10;
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@,-]*");

    private final Workspace workspace;
    private final Settings settings;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final Outbound outbound;
    private final Rehearsal rehearsal;
    private final TestClock clock;

    ConnectorLab(
            Workspace workspace,
            Settings settings,
            Map<String, String> environment,
            Redactor redactor,
            Outbound outbound,
            Rehearsal rehearsal,
            TestClock clock) {
        this.workspace = workspace;
        this.settings = settings;
        this.environment = environment;
        this.redactor = redactor;
        this.outbound = outbound;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    TestResult play(String file, RouteTest test, Ledger ledger, TriggerKeys keys) {
        Problems problems = new Problems();
        try (TemporaryFolder folder = TemporaryFolder.make("hookwright-connector");
                StandInServer server = new StandInServer(rehearsal)) {
            Workspace own = new Workspace(folder.path());
            write(own, test.connectorCalls(), server.url());
            try (LoadedWorkspace loaded = LoadedWorkspace.load(
                    own, settings, environment, () -> ledger, clock, redactor, outbound, problems)) {
                if (!problems.isEmpty()) {
                    return doesNotLoad(file, test, problems.all());
                }
                try (Stage stage = new Stage(loaded, ledger, rehearsal, clock, keys)) {
                    return new TestPlay(rehearsal, stage).play(file, test);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what the test needs cannot be written", e);
        }
    }

    private static TestResult doesNotLoad(String file, RouteTest test, List<Problem> problems) {
        List<Finding> findings = problems.stream()
                .map(problem -> new Finding(
                        test.where(),
                        "the connector cannot be called: " + problem.what() + " (" + problem.remedy() + ")"))
                .toList();
        return new TestResult(file, test.name(), test.where(), Duration.ZERO, findings, List.of());
    }

    private void write(Workspace own, List<RouteTest.ConnectorCall> calls, String url) throws IOException {
        Files.createDirectories(own.routes());
        for (Path file : WorkspaceFiles.below(workspace.connectors())) {
            Path copy = own.connectors().resolve(workspace.connectors().relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        ObjectNode endpoints = JsonNodeFactory.instance.objectNode();
        ArrayNode routes = JsonNodeFactory.instance.arrayNode();
        routes.addObject()
                .putObject("routeConfiguration")
                .putArray("onException")
                .addObject()
                .set("onException", onePerDrive());
        for (RouteTest.ConnectorCall call : calls) {
            ObjectNode endpoint = endpoints.putObject(call.name()).put("provider", "unsigned");
            ArrayNode retry =
                    endpoint.putObject("routes").putObject(call.name()).putArray("retry");
            for (int tries = 1; tries < MOST_TRIES; tries++) {
                retry.add("1m");
            }
            routes.addObject().set("route", route(call, url));
        }
        Files.writeString(own.endpoints(), endpoints.toString());
        Files.writeString(own.routes().resolve("calls.camel.yaml"), routes.toString());
    }

    private static ObjectNode onePerDrive() {
        ObjectNode onException = JsonNodeFactory.instance.objectNode();
        onException.putArray("exception").add("java.lang.Exception");
        onException
                .putObject("redeliveryPolicy")
                .put("maximumRedeliveries", 0)
                .put("logExhausted", false)
                .put("logStackTrace", false);
        return onException;
    }

    private static ObjectNode route(RouteTest.ConnectorCall call, String url) {
        ObjectNode route = JsonNodeFactory.instance.objectNode().put("id", call.name());
        ObjectNode from = route.putObject("from").put("uri", "platform-http:/hooks/" + call.name());
        ObjectNode to = from.putArray("steps")
                .addObject()
                .putObject("to")
                .put("id", call.name() + "-step")
                .put("uri", "kamelet:" + call.connector());
        ObjectNode parameters = to.putObject("parameters");
        call.parameters()
                .forEach((name, value) -> parameters.put(name, raw(value.replace(ConnectorCallReader.STAND_IN, url))));
        return route;
    }

    /** As Camel takes a value with any character in it. */
    private static String raw(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        return value.contains(")") ? "RAW{" + value + "}" : "RAW(" + value + ")";
    }
}
