package dev.hookwright.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.routetest.JunitReport;
import dev.hookwright.routetest.Recording;
import dev.hookwright.routetest.RouteTests;
import dev.hookwright.routetest.TestResult;
import dev.hookwright.routetest.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests that stand beside the routes and connectors.",
            "Those of routes, routes/**/*.test.yaml: real signatures, retries and routes, with a stand-in "
                    + "for every step, and time that passes at once. Those of the workspace's own connectors, "
                    + "connectors/*.test.yaml, call a port of this machine.",
            "Calls nothing else and needs no account: a setting without a value gets one that is made up."
        })
final class TestCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "only these *.test.yaml; with --record, the one to write")
    private List<Path> files = List.of();

    @Option(names = "--report", paramLabel = "DIR", description = "writes JUnit XML there")
    private @Nullable Path report;

    @Option(
            names = "--record",
            paramLabel = "EVENT_ID",
            description = "writes a test from an event of the running server, with secrets and personal data masked")
    private @Nullable String event;

    @Option(names = "--json", description = "the results as a JSON array")
    private boolean json;

    @Override
    public Integer call() {
        // What a test scripts is no news.
        Logger ours = (Logger) LoggerFactory.getLogger("dev.hookwright");
        Level usual = ours.getLevel();
        ours.setLevel(Level.ERROR);
        try {
            return run();
        } finally {
            ours.setLevel(usual);
        }
    }

    private int run() {
        Problems problems = new Problems();
        Settings settings = server.workspaceOptions().settings(Map.of(), problems);
        Workspace folder = server.workspaceOptions().workspace();
        if (event != null) {
            return record(event, folder, settings, problems);
        }
        List<Path> chosen = chosen(folder);
        try (RouteTests tests = RouteTests.load(folder, settings, System.getenv(), problems)) {
            List<RouteTests.TestFile> read = tests.read(chosen, problems);
            problems.throwIfAny();
            TextReport text = new TextReport(System.out, tests::redact);
            List<TestResult> results = tests.run(read, json ? result -> {} : text::tell);
            if (json) {
                System.out.println(array(results, tests::redact).toPrettyString());
            } else {
                text.sum(results);
            }
            if (report != null) {
                write(new JunitReport(report, tests::redact), results);
            }
            return results.stream().allMatch(TestResult::passed) ? ExitStatus.DONE : ExitStatus.WRONG;
        }
    }

    private int record(String id, Workspace folder, Settings settings, Problems problems) {
        if (files.size() > 1) {
            throw new CommandFailed(ExitStatus.WRONG_USE, "one test is written to one file (name one FILE, or none)");
        }
        Path file = files.isEmpty() ? folder.routes().resolve("recorded-" + id + RouteTests.SUFFIX) : files.get(0);
        if (Files.exists(file)) {
            throw new CommandFailed(ExitStatus.WRONG, file + " is there already (remove it, or name another FILE)");
        }
        Recording recording = Recording.of(server.get("/events/" + PathSegment.of(id), Map.of()));
        try (RouteTests tests = RouteTests.load(folder, settings, System.getenv(), problems)) {
            List<String> differences = recording.write(file, tests);
            System.out.println(file);
            if (!differences.isEmpty()) {
                System.err.println("The event came out otherwise than the test does with the routes as they are now:");
                differences.forEach(line -> System.err.println("  " + line));
            }
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.WRONG, file + " cannot be written (name another FILE)");
        }
    }

    private List<Path> chosen(Workspace folder) {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailed(ExitStatus.NOT_FOUND, "there is no file " + file + " (give a *.test.yaml)");
            }
        }
        List<Path> all = files.isEmpty() ? RouteTests.files(folder) : files;
        if (all.isEmpty()) {
            throw new CommandFailed(
                    ExitStatus.NOT_FOUND, "there is no test in " + folder.routes() + " (write NAME.test.yaml there)");
        }
        return all;
    }

    private void write(JunitReport writer, List<TestResult> results) {
        try {
            writer.write(results);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG, "the report cannot be written to " + report + " (check the folder of --report)");
        }
    }

    private static ArrayNode array(List<TestResult> results, UnaryOperator<String> redact) {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (TestResult result : results) {
            ObjectNode one = array.addObject()
                    .put("file", result.file())
                    .put("test", result.name())
                    .put("where", result.where())
                    .put("passed", result.passed())
                    .put("millis", result.took().toMillis());
            ArrayNode findings = one.putArray("findings");
            result.findings().forEach(finding -> {
                ObjectNode node = findings.addObject()
                        .put("where", finding.where().isEmpty() ? result.where() : finding.where())
                        .put("what", redact.apply(finding.what()));
                ArrayNode details = node.putArray("details");
                finding.details().forEach(detail -> details.add(redact.apply(detail)));
            });
            ArrayNode calls = one.putArray("calls");
            result.calls().forEach(call -> calls.add(redact.apply(call)));
        }
        return array;
    }
}
