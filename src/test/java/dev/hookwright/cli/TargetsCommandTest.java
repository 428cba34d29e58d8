package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetsCommandTest extends RouteTests {
    @Test
    void targets_are_listed_until_they_are_called_again() {
        target.script(Map.of("/a", List.of(new Reply(429, Map.of("Retry-After", "86400"), ""), Reply.ok("{}"))));
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        assertThat(run(ExitStatus.DONE)).isEqualTo("no target is to be left alone");
        String event = server.accepted("in", "{}");
        server.awaitRuns(event, "waiting");
        String name = "http at " + target.url().substring("http://".length());

        assertThat(run(ExitStatus.DONE)).startsWith(name).contains("until 2026-01-02T00:00:00Z  HTTP 429");
        assertThat(run(ExitStatus.DONE, "--json")).contains("\"items\"", "\"until\" : \"2026-01-02T00:00:00Z\"");
        assertThat(run(ExitStatus.NOT_FOUND, "--resume", name + "0")).contains("did you mean \"" + name + "\"?");
        assertThat(run(ExitStatus.DONE, "--resume", name, "--reason", "they mended it"))
                .endsWith(name + " is called again; 1 run goes on");

        server.awaitRuns(event, "succeeded");
        assertThat(AdminCaller.admin(server)
                        .json("/audit?limit=1")
                        .at("/items/0/reason")
                        .asText())
                .isEqualTo("they mended it");
        assertThat(run(ExitStatus.NOT_FOUND, "--resume", name, "--json")).contains("none is");
    }

    /** What the command writes, on either stream. */
    private String run(int status, String... more) {
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(output, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            List<String> arguments = new ArrayList<>(List.of("targets"));
            arguments.addAll(List.of(more));
            arguments.addAll(List.of(
                    "--server",
                    server.adminUri("").toString(),
                    "--data",
                    server.folder().resolve("data").toString()));
            assertThat(CommandLineTool.run(arguments.toArray(String[]::new))).isEqualTo(status);
            return output.toString(StandardCharsets.UTF_8).strip();
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }
}
