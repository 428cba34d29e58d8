package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that has worked, and its workspace with changes that it has not loaded. */
@Timeout(60)
class CompareCommandTest {
    /** What is asked, then what is made of the answer; one call that fails twice; a fan-out of each item. */
    private static final String ORDERS = """
            - to: {id: look, uri: "{{target}}/customer"}
            - setVariable: {name: name, expression: {jq: .name}}
            - setBody:
                jq: '{mail: variable("event").headers["x-mail"], name: variable("name"), at: (now * 1000 | floor), run: variable("event").runId}'
            - to: {id: crm, uri: "{{target}}/crm"}
            - setBody: {jq: '[1, 2]'}
            - split:
                expression: {jq: ".[]"}
                steps:
                  - to: {id: ship, uri: "{{target}}/ship"}
            """;

    @TempDir
    static Path folder;

    private static Target target;
    private static TestServer server;
    private static String first;
    private static String second;
    private static String refused;

    @BeforeAll
    static void start() {
        target = new Target();
        int[] crmCalls = {0};
        target.answer(call -> {
            server.clock().advance(Duration.ofMillis(5));
            if (call.path().equals("/customer")) {
                return Target.Reply.ok("{\"name\": \"Jo\", \"vip\": true}");
            }
            if (call.path().equals("/no")) {
                return Target.Reply.status(422);
            }
            return call.path().equals("/crm") && crmCalls[0]++ < 2
                    ? Target.Reply.status(503)
                    : Target.Reply.ok("{\"id\": 7}");
        });
        server = new TestServer(folder)
                .setting("target", target.url())
                .file("routes/endpoints.yaml", """
                        in:
                          provider: unsigned
                          dedupKey: none
                          routes: {orders: {types: ["*"], retry: [1m, 5m]}}
                        bad: {provider: unsigned, dedupKey: none}
                        """)
                .route("orders", "in", ORDERS)
                .route("refusals", "bad", "- to: {id: no, uri: \"{{target}}/no\"}\n")
                .start();
        // What a route asks for the time is told the real one.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
        first = server.accepted("in", "{\"n\": 1}", "x-mail", "a@example.com");
        server.awaitRuns(first, "succeeded");
        second = server.accepted("in", "{\"n\": 2}", "x-mail", "b@example.com");
        server.awaitRuns(second, "succeeded");
        refused = server.accepted("bad", "{}");
        server.awaitRuns(refused, "dead");
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    @BeforeEach
    void asItWas() {
        server.route("orders", "in", ORDERS);
        server.route("refusals", "bad", "- to: {id: no, uri: \"{{target}}/no\"}\n");
    }

    @Test
    void routes_that_have_not_changed_would_send_the_same_whatever_time_it_is_and_whatever_failed() {
        String said = compare(ExitStatus.DONE);
        assertThat(said)
                .contains("orders: the same for 2 events", "refusals: the same for 1 event")
                .contains("nothing would be sent otherwise for 3 events")
                .contains("2 values taken for the same: times of the call")
                .contains("not compared: target.");
        assertThat(target.calls("/no")).as("nothing is called").hasSize(1);
    }

    @Test
    void what_a_changed_body_would_send_is_told_once_for_all_events_with_its_path() {
        server.route(
                "orders",
                "in",
                ORDERS.replace("name: variable(\"name\")", "name: \"Mx \\(variable(\"name\"))\", vip: true"));

        JsonNode told = json(ExitStatus.WRONG);

        assertThat(told.path("different").asInt()).isEqualTo(2);
        JsonNode differences = told.path("routes").path(0).path("differences");
        assertThat(differences).hasSize(2);
        JsonNode name = differences.get(0);
        assertThat(List.of(
                        name.path("kind").asText(),
                        name.path("step").asText(),
                        name.path("place").asText()))
                .containsExactly("changed", "crm", "body $.name");
        assertThat(name.path("before").asText()).isEqualTo("\"Jo\"");
        assertThat(name.path("now").asText()).isEqualTo("\"Mx Jo\"");
        assertThat(name.path("events").asInt()).isEqualTo(2);
        assertThat(name.path("samples")).extracting(JsonNode::asText).containsExactly(first, second);
        assertThat(differences.get(1).path("place").asText()).isEqualTo("body $.vip");
        assertThat(differences.get(1).path("before").isNull()).isTrue();
        assertThat(told.path("routes").path(1).path("different").asInt()).isZero();
    }

    @Test
    void a_step_that_goes_comes_or_changes_places_is_told() {
        server.route("orders", "in", """
                - setBody: {jq: '[1, 2]'}
                - split:
                    expression: {jq: ".[]"}
                    steps:
                      - to: {id: ship, uri: "{{target}}/ship"}
                - to: {id: look, uri: "{{target}}/customer"}
                - to: {id: chat, uri: "{{target}}/chat"}
                """);
        assertThat(compare(ExitStatus.WRONG, "--route", "orders"))
                .contains("orders: otherwise for 2 of 2 events")
                .contains("crm was called, and would not be")
                .contains("chat was not called, and would be")
                .contains("ship[0] was called after look, and would be before it".replace("[0]", "[*]"))
                .contains("2 events: " + first + " " + second)
                .doesNotContain("refusals");
    }

    @Test
    void an_outcome_and_a_route_that_would_be_others_are_told() {
        server.route("refusals", "bad", """
                - doTry:
                    steps:
                      - to: {id: no, uri: "{{target}}/no"}
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - log: refused
                """);
        server.route("more", "bad", "- to: {id: extra, uri: \"{{target}}/extra\"}\n");
        try {
            assertThat(compare(ExitStatus.WRONG, "--endpoint", "bad"))
                    .contains("the run was dead: HTTP 422", "and would be succeeded")
                    .contains("more: otherwise for 1 of 1 event", "there was no run, there would be a run")
                    .contains(refused);
        } finally {
            delete(folder.resolve("routes/more.camel.yaml"));
        }
    }

    @Test
    void who_may_not_see_payloads_cannot_compare_them() {
        AdminCaller viewer = AdminCaller.admin(server).with("looks", "viewer");
        compare(ExitStatus.NOT_ALLOWED, "--token", viewer.token());
        assertThat(server.send(viewer.request("/events/" + first + "/recorded").build())
                        .statusCode())
                .isEqualTo(403);
        server.clock().advance(Duration.ofDays(2));
        assertThat(compare(ExitStatus.DONE)).as("no event is that young").isEmpty();
        server.clock().advance(Duration.ofDays(-2));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(int status) {
        return TestServer.json(compare(status, "--json"));
    }

    /** What the command writes to standard output. */
    private static String compare(int status, String... more) {
        PrintStream usual = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            String[] command = {
                "compare",
                "--workspace",
                folder.toString(),
                "--server",
                server.adminUri("").toString(),
                "--data",
                folder.resolve("data").toString()
            };
            String[] all = Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
            int ended = CommandLineTool.run(all);
            assertThat(ended).as(output.toString(StandardCharsets.UTF_8)).isEqualTo(status);
        } finally {
            System.setOut(usual);
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }
}
