package dev.hookwright.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.routetest.WorkspaceCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes with Hookwright is valid as soon as its settings have values. */
class ShippedWorkspacesTest {
    private static final Pattern NO_VALUE = Pattern.compile("nothing gives \\{\\{([^}]+)}} a value");

    static Stream<Path> workspaces() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            List<Path> found = examples.filter(folder -> Files.isDirectory(folder.resolve("routes")))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(Path.of("")), found.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("workspaces")
    void nothing_is_wrong_with_it_but_settings_that_are_yet_to_be_given(Path folder) {
        Map<String, String> settings = new HashMap<>();
        for (Problem problem : check(folder, settings).all()) {
            Matcher missing = NO_VALUE.matcher(problem.what());
            assertThat(missing.find()).as(problem.toString()).isTrue();
            String name = missing.group(1);
            settings.put(name, valueFor(name));
        }
        Problems problems = check(folder, settings);
        assertThat(problems.all()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
    }

    private static String valueFor(String name) {
        return name.endsWith("url")
                ? "http://127.0.0.1:1"
                : name.endsWith("host") ? "127.0.0.1" : "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    }

    private static Problems check(Path folder, Map<String, String> flags) {
        Problems problems = new Problems();
        Workspace workspace = new Workspace(folder);
        Settings settings = Settings.load(workspace, Map.of(), flags, problems);
        WorkspaceCheck.of(workspace, settings, Map.of(), problems);
        return problems;
    }
}
