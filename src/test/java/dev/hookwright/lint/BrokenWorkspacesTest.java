package dev.hookwright.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.routetest.WorkspaceCheck;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of src/test/resources/broken: {@code --- NAME} begins a file of a workspace, {@code === expected} what is said.
 * {@code @FOLDER@} stands for the workspace's folder.
 */
class BrokenWorkspacesTest {
    @TempDir
    private Path folder;

    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path broken = Path.of(BrokenWorkspacesTest.class.getResource("/broken").toURI());
        try (Stream<Path> files = Files.list(broken)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void there_are_sixty_at_least() throws Exception {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everything_that_is_wrong_is_said_with_its_place_and_what_to_do(Path file) throws IOException {
        String[] parts =
                Files.readString(file).replace("@FOLDER@", folder.toString()).split("=== expected\n", -1);
        for (String part : parts[0].split("(?m)^--- ")) {
            if (!part.isEmpty()) {
                String[] nameAndText = part.split("\n", 2);
                Path written = folder.resolve(nameAndText[0].strip());
                Files.createDirectories(written.getParent());
                Files.writeString(written, nameAndText[1]);
            }
        }
        assertThat(found()).containsExactlyInAnyOrderElementsOf(parts[1].lines().toList());
    }

    private List<String> found() {
        Problems problems = new Problems();
        Workspace workspace = new Workspace(folder);
        Settings settings = Settings.load(workspace, Map.of(), Map.of(), problems);
        WorkspaceCheck.of(workspace, settings, Map.of(), problems);
        List<String> found = new ArrayList<>();
        problems.all().stream().map(Problem::toString).forEach(found::add);
        problems.warnings().forEach(problem -> found.add("warning: " + problem));
        return found;
    }
}
