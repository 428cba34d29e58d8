package dev.hookwright.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Outbound;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.server.LoadedWorkspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that try to reach further than a route may, all in one workspace: none loads, and the good one beside them does. */
class HostileRoutesTest {
    @TempDir
    private static Path folder;

    /** What is to be said of each file. */
    private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

    private static final Problems FOUND = new Problems();
    private static Set<String> loaded = Set.of();

    @BeforeAll
    static void load() throws IOException {
        write("routes/endpoints.yaml", "in: {provider: unsigned}\n");
        write("routes/good.camel.yaml", """
                - route: {id: good, from: {uri: "platform-http:/hooks/in", steps: [{log: "${body}"}]}}
                """);
        for (Hostile step : Hostile.read("steps")) {
            expect(step, routeOf(step.name(), step.text()));
        }
        for (Hostile file : Hostile.read("files")) {
            expect(file, file.text().replace("hostile", file.name()));
        }
        for (Hostile connector : Hostile.read("connectors")) {
            String name = connector.name() + "-action";
            write("connectors/" + name + ".kamelet.yaml", connectorOf(name, connector.text()));
            expect(connector, routeOf(connector.name(), """
                    - to: {id: a, uri: "kamelet:%s", parameters: {where: "file:HERE/out"}}
                    """.formatted(name)));
        }
        expect(new Hostile("aliases", "", "not readable as YAML"), aliases());
        expect(new Hostile("deep", "", "not readable as YAML"), "- route: " + "[".repeat(200_000));
        expect(new Hostile("deep-steps", "", "not readable as YAML"), "- {a: " + "{a: ".repeat(100_000));
        deep("simple", "${body} regex '" + "(".repeat(100_000) + "'", "brackets are open at once");
        deep("jsonpath", "$[?(" + "(".repeat(100_000), "brackets are open at once");
        deep("jsonpath", "$" + "[0]".repeat(100_000), "jsonpath is too long");
        deep("jq", "try ".repeat(10_000) + ".", "jq is nested too deeply");
        deep("jq", "- ".repeat(10_000) + "1", "jq is nested too deeply");
        expect(new Hostile("large", "", "larger than 1 MiB"), "#".repeat(50 << 20));
        expect(new Hostile("bytes", "", "cannot be read"), "");
        Files.write(folder.resolve("routes/bytes.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Workspace workspace = new Workspace(folder);
        Settings settings = Settings.load(workspace, Map.of(), Map.of(), FOUND);
        try (Outbound outbound = new Outbound(settings.allowedNetworks(), InstantSource.system(), secret -> {});
                LoadedWorkspace all = LoadedWorkspace.load(
                        workspace,
                        settings,
                        Map.of(),
                        () -> {
                            throw new LedgerUnavailable("nothing is driven here");
                        },
                        InstantSource.system(),
                        new Redactor(List.of()),
                        outbound,
                        FOUND)) {
            loaded = all.flow().routeIds();
        }
    }

    @Test
    void there_are_one_hundred_and_fifty_at_least() {
        assertThat(EXPECTED).hasSizeGreaterThanOrEqualTo(150);
    }

    @Test
    void none_of_them_loads_and_the_good_one_does() {
        assertThat(loaded).containsExactly("good");
    }

    @Test
    void each_is_refused_for_what_it_tries() {
        List<String> otherwise = new ArrayList<>();
        EXPECTED.forEach((name, expected) -> {
            List<String> said = FOUND.all().stream()
                    .filter(problem -> problem.where().startsWith("routes/" + name + ".camel.yaml")
                            || problem.where().startsWith("connectors/" + name + "-action.kamelet.yaml"))
                    .map(Problem::toString)
                    .toList();
            if (said.stream().noneMatch(line -> line.contains(expected))) {
                otherwise.add(name + " is not told \"" + expected + "\" but " + said);
            }
        });
        assertThat(otherwise).isEmpty();
    }

    /** What is said of it, and what it is. */
    private record Hostile(String name, String text, String expected) {
        static List<Hostile> read(String kind) throws IOException {
            List<Hostile> all = new ArrayList<>();
            try (InputStream in = HostileRoutesTest.class.getResourceAsStream("/hostile/" + kind + ".txt")) {
                String[] cases = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^=== ");
                for (int i = 1; i < cases.length; i++) {
                    String[] parts = cases[i].split("\n", 2);
                    all.add(new Hostile("%s-%03d".formatted(kind, i), parts[1], parts[0]));
                }
            }
            return all;
        }
    }

    private static void expect(Hostile hostile, String text) throws IOException {
        EXPECTED.put(hostile.name(), hostile.expected());
        write("routes/" + hostile.name() + ".camel.yaml", text);
    }

    /** What would have used up the stack of its reader. */
    private static void deep(String language, String text, String expected) throws IOException {
        String name = "deep-" + EXPECTED.size();
        expect(new Hostile(name, "", expected), routeOf(name, """
                - filter: {%s: "%s", steps: [{log: x}]}
                """.formatted(language, text)));
    }

    private static String routeOf(String id, String steps) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps:\n"
                + steps.indent(8);
    }

    private static String connectorOf(String name, String template) {
        return """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: %s, labels: {camel.apache.org/kamelet.type: action}}
                spec:
                  definition:
                    title: %s
                    type: object
                    properties: {where: {title: Where, type: string, default: "file:HERE/out"}}
                  template:
                """.formatted(name, name) + template.indent(4);
    }

    /** Twenty lists of a thousand, each of the one before it. */
    private static String aliases() {
        StringBuilder text = new StringBuilder("- beans: &l0 [x]\n");
        for (int i = 1; i <= 20; i++) {
            text.append("- beans: &l%d [%s]\n".formatted(i, ("*l" + (i - 1) + ", ").repeat(1000)));
        }
        return text.toString();
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        // What is tried does no harm, even where nothing refuses it.
        Files.writeString(file, text.replace("HERE", folder.resolve("reached").toString()));
    }
}
