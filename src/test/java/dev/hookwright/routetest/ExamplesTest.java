package dev.hookwright.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.cli.CommandLineTool;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every workspace that comes with Hookwright has tests, and passes them without a setting. */
class ExamplesTest {
    @TestFactory
    Stream<DynamicTest> passes_its_own_tests() throws IOException {
        return workspaces().stream()
                .map(folder ->
                        DynamicTest.dynamicTest("workspace " + folder, () -> assertPasses(new Workspace(folder))));
    }

    @Test
    void the_readme_s_tests_pass_as_they_stand(@TempDir Path folder) throws IOException {
        Matcher block = Pattern.compile("```(?:yaml|properties)\n# shop/(\\S+)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        // Which the test of a connector is about.
        assertThat(CommandLineTool.run("new", "connector", "acme-item", "--workspace", folder.toString()))
                .isZero();
        while (block.find()) {
            Path file = folder.resolve(block.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, block.group(2));
        }
        assertPasses(new Workspace(folder));
    }

    private static List<Path> workspaces() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            return Stream.concat(Stream.of(Path.of("")), examples.sorted())
                    .filter(folder -> Files.isDirectory(folder.resolve("routes")))
                    .toList();
        }
    }

    private static void assertPasses(Workspace workspace) {
        Problems problems = new Problems();
        Settings settings = Settings.load(workspace, Map.of(), Map.of(), problems);
        try (RouteTests tests = RouteTests.load(workspace, settings, Map.of(), problems)) {
            List<RouteTests.TestFile> files = tests.read(RouteTests.files(workspace), problems);
            assertThat(problems.all()).isEmpty();
            assertThat(tests.run(files, result -> {}))
                    .isNotEmpty()
                    .allSatisfy(result -> assertThat(result.passed())
                            .as(String.join("\n", TextReport.lines(result)))
                            .isTrue());
        }
    }
}
