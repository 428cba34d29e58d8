package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo tells what the README says that it tells. */
class DemoIT {
    @Test
    void the_demo_goes_as_told_and_prints_what_the_readme_shows(@TempDir Path folder) throws IOException {
        try (ServerProcess demo = ServerProcess.start(folder, Map.of(), "demo", "--exit")) {
            assertThat(demo.awaitExit(Duration.ofMinutes(1)))
                    .as(demo.output() + demo.errors())
                    .isZero();
            String output = demo.output();
            assertThat(normal(output.substring(output.indexOf("1. A purchase"))))
                    .isEqualTo(normal(readme()));
        }
    }

    @Test
    void the_shipped_route_and_the_example_are_the_same() throws IOException {
        for (String file : List.of("routes/endpoints.yaml", "routes/customer-onboarding.camel.yaml")) {
            assertThat(Path.of("examples/onboarding", file)).hasSameTextualContentAs(Path.of(file));
        }
    }

    private static String readme() throws IOException {
        String text = Files.readString(Path.of("README.md"));
        int start = text.indexOf("```\n", text.indexOf("<!-- demo:")) + 4;
        return text.substring(start, text.indexOf("```", start));
    }

    /** Without ids, times and the order in which parallel branches began. */
    private static List<String> normal(String text) {
        String plain = text.replaceAll("evt_[0-9a-z]{26}", "evt_ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll(" *\\+\\d+ (ms|s)", " +N ms")
                .replaceAll("in \\d+ ms", "in N ms");
        return Arrays.stream(plain.split("\n\n"))
                .map(chapter -> chapter.lines().sorted().toList().toString())
                .toList();
    }
}
