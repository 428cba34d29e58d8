package dev.hookwright.routetest;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.TemporaryFolder;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Outbound;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.server.LoadedWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A workspace whose tests can be run: loaded once, with stand-ins for all that its routes call. */
public final class RouteTests implements AutoCloseable {
    public static final String SUFFIX = ".test.yaml";

    private final Workspace workspace;
    private final LoadedWorkspace loaded;
    private final Outbound outbound;
    private final Redactor redactor;
    private final Rehearsal rehearsal;
    private final TestClock clock;
    private final AtomicReference<@Nullable Ledger> ledger;
    private final ConnectorLab connectors;
    private final TemporaryFolder keys = TemporaryFolder.make("hookwright-test");

    private RouteTests(
            Workspace workspace,
            LoadedWorkspace loaded,
            Outbound outbound,
            Redactor redactor,
            Rehearsal rehearsal,
            TestClock clock,
            AtomicReference<@Nullable Ledger> ledger,
            ConnectorLab connectors) {
        this.workspace = workspace;
        this.loaded = loaded;
        this.outbound = outbound;
        this.redactor = redactor;
        this.rehearsal = rehearsal;
        this.clock = clock;
        this.ledger = ledger;
        this.connectors = connectors;
    }

    /** A test file that was read. */
    public record TestFile(String name, List<RouteTestRef> tests) {}

    /** A test that was read. */
    public static final class RouteTestRef {
        private final String file;
        private final RouteTest test;

        private RouteTestRef(String file, RouteTest test) {
            this.file = file;
            this.test = test;
        }

        public String name() {
            return test.name();
        }
    }

    /** Every test file of a workspace. */
    public static List<Path> files(Workspace workspace) {
        return TestFiles.of(workspace);
    }

    /**
     * Loads a workspace. What no setting gives a value is made up.
     *
     * @throws InvalidWorkspace if it does not load
     */
    public static RouteTests load(
            Workspace workspace, Settings settings, Map<String, String> environment, Problems problems) {
        TestClock clock = new TestClock();
        Rehearsal rehearsal = new Rehearsal(clock);
        AtomicReference<@Nullable Ledger> ledger = new AtomicReference<>();
        Map<String, String> all = MadeUpSettings.addTo(settings.properties(), environment, workspace);
        Redactor redactor = new Redactor(List.of());
        Outbound outbound = new Outbound(settings.allowedNetworks(), clock, redactor::learn);
        LoadedWorkspace loaded = LoadedWorkspace.load(
                workspace, settings, all, () -> open(ledger.get()), clock, redactor, outbound, problems, rehearsal);
        if (!problems.isEmpty()) {
            loaded.close();
            outbound.close();
            problems.throwIfAny();
        }
        ConnectorLab connectors = new ConnectorLab(workspace, settings, all, redactor, outbound, rehearsal, clock);
        return new RouteTests(workspace, loaded, outbound, redactor, rehearsal, clock, ledger, connectors);
    }

    private static Ledger open(@Nullable Ledger ledger) {
        if (ledger == null) {
            throw new LedgerUnavailable("no test is running");
        }
        return ledger;
    }

    /** Reads test files; what is wrong with them is added to the problems. */
    public List<TestFile> read(List<Path> files, Problems problems) {
        return TestFiles.read(workspace, loaded, files, problems).entrySet().stream()
                .map(entry -> new TestFile(
                        entry.getKey(),
                        entry.getValue().stream()
                                .map(test -> new RouteTestRef(entry.getKey(), test))
                                .toList()))
                .toList();
    }

    /** Runs every test, one after another. */
    public List<TestResult> run(List<TestFile> files, Consumer<TestResult> onResult) {
        List<TestResult> results = new ArrayList<>();
        for (TestFile file : files) {
            for (RouteTestRef test : file.tests()) {
                TestResult result = run(test);
                results.add(result);
                onResult.accept(result);
            }
        }
        return results;
    }

    /** Runs one test, on a ledger of its own. */
    public TestResult run(RouteTestRef ref) {
        clock.set(ref.test.start());
        rehearsal.reset();
        loaded.flow().forgetTargets();
        Ledger fresh = LedgerStore.openInMemory(clock);
        ledger.set(fresh);
        TriggerKeys made = new TriggerKeys(keys.path());
        if (!ref.test.connectorCalls().isEmpty()) {
            return connectors.play(ref.file, ref.test, fresh, made);
        }
        try (Stage stage = new Stage(loaded, fresh, rehearsal, clock, made)) {
            return new TestPlay(rehearsal, stage).play(ref.file, ref.test);
        }
    }

    /** A text without the workspace's secrets. */
    public String redact(String text) {
        return redactor.redact(text);
    }

    /** What the last test's last phase has sent. */
    List<RecordedCall> lastCalls() {
        return rehearsal.calls();
    }

    @Override
    public void close() {
        loaded.close();
        outbound.close();
        keys.close();
    }
}
