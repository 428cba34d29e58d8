package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reply: result}: the answer waits for the run and carries what its route says. */
class ReplyTest {
    private final Target target = new Target();
    private TestServer server;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        server = new TestServer(folder)
                .setting("target", target.url())
                .file("routes/endpoints.yaml", """
                        in:
                          provider: unsigned
                          dedupKey: header:X-Id
                          reply: result
                          replyTimeout: 400ms
                          routes: {main: {retry: [1m]}}
                        patient: {provider: unsigned, reply: result}
                        """)
                .route("patient", "patient", "- to: {id: a, uri: \"{{target}}/a\"}");
    }

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    private void start(String steps) {
        server.route("main", "in", steps).start();
    }

    private HttpResponse<String> post(String id) {
        return server.post("in", "{\"name\": \"Ann\"}", "X-Id", id);
    }

    @Test
    void the_answer_is_what_the_route_says() {
        start("""
                - to: {id: a, uri: "{{target}}/a"}
                - setBody: {constant: {expression: "<p>no</p>"}}
                - setHeader: {name: CamelHttpResponseCode, expression: {constant: {expression: "422"}}}
                - setHeader: {name: Content-Type, expression: {constant: {expression: "text/html"}}}
                """);
        HttpResponse<String> said = post("1");
        assertThat(said.statusCode()).isEqualTo(422);
        assertThat(said.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(said.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(said.body()).isEqualTo("<p>no</p>");
        HttpResponse<String> again = post("1");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("duplicate");
        assertThat(target.calls()).hasSize(1);
    }

    @Test
    void a_text_is_sent_in_the_charset_that_is_said_where_that_can_hold_it() {
        server.route("patient", "patient", """
                - setHeader: {name: Content-Type, jq: {expression: .type, resultType: java.lang.String}}
                - choice:
                    when:
                      - jq: {expression: .text == "tree"}
                        steps: [{setBody: {jq: {expression: "{name: .name}"}}}]
                    otherwise:
                      steps: [{setBody: {jq: {expression: .text, resultType: java.lang.String}}}]
                """);
        start("- log: on");
        assertSent("text/plain; charset=ISO-8859-1", "é", "text/plain; charset=ISO-8859-1", "é");
        assertSent("text/plain; charset=ISO-8859-1", "€", "text/plain; charset=utf-8", "€");
        assertSent("text/plain; charset=no-such", "é", "text/plain; charset=utf-8", "é");
        assertSent("text/plain; charset=UTF8", "é", "text/plain; charset=UTF8", "é");
        String json = "application/json; charset=ISO-8859-1";
        assertSent(json, "tree", json, "{\"name\":\"Zoë\"}");
    }

    /** What comes back is read in the charset that the answer names. */
    private void assertSent(String type, String text, String typeSent, String textSent) {
        HttpResponse<String> answer =
                server.post("patient", "{\"type\": \"" + type + "\", \"text\": \"" + text + "\", \"name\": \"Zoë\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(typeSent);
        assertThat(answer.body()).isEqualTo(textSent);
    }

    @Test
    void a_tree_is_sent_as_json_and_nothing_as_no_content() {
        start("""
                - choice:
                    when:
                      - jq: {expression: .name == "Ann"}
                        steps: [{setBody: {jq: {expression: "{hello: .name}"}}}]
                    otherwise:
                      steps: [{setBody: {simple: {expression: "${null}"}}}]
                """);
        HttpResponse<String> said = post("1");
        assertThat(said.statusCode()).isEqualTo(200);
        assertThat(said.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(said.body()).isEqualTo("{\"hello\":\"Ann\"}");
        assertThat(server.post("in", "{}", "X-Id", "2").statusCode()).isEqualTo(204);
    }

    @Test
    void a_run_that_takes_longer_or_is_tried_again_is_accepted_and_a_dead_one_is_told() {
        Gate gate = new Gate();
        target.answer(call -> {
            if (call.path().equals("/a")) {
                gate.pass();
            }
            return Reply.status(call.path().equals("/dead") ? 401 : 200);
        });
        server.setting("hookwright.routes.allow-dynamic", target.url());
        start("- toD: {id: call, uri: \"{{target}}/${jq(.path)}\", allowOptimisedComponents: false}");
        HttpResponse<String> slow = server.post("in", "{\"path\": \"a\"}", "X-Id", "1");
        assertThat(slow.statusCode()).isEqualTo(202);
        String id = TestServer.json(slow.body()).path("id").asText();
        gate.open();
        server.awaitRuns(id, "succeeded");
        HttpResponse<String> dead = server.post("in", "{\"path\": \"dead\"}", "X-Id", "2");
        assertThat(dead.statusCode()).isEqualTo(500);
        assertThat(TestServer.json(dead.body()).path("code").asText()).isEqualTo("run-failed");
        server.awaitRuns(TestServer.json(dead.body()).path("id").asText(), "dead");
    }

    @Test
    void a_run_that_will_be_tried_again_is_told_of_at_once() {
        target.script(Map.of("/a", List.of(new Reply(429, Map.of("Retry-After", "600"), ""))));
        start("- log: on");
        assertThat(server.post("patient", "{}").statusCode()).isEqualTo(202);
    }

    /** Nothing of what it did is kept as its end. */
    @Test
    void a_run_that_is_cancelled_at_work_has_no_result_to_tell() throws Exception {
        Gate gate = new Gate();
        target.answer(call -> {
            gate.pass();
            return Reply.ok("{\"done\": true}");
        });
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> server.post("patient", "{\"name\": \"Ann\"}"));
        gate.awaitReached();
        String event =
                server.get("/api/v1/events").path("items").get(0).path("id").asText();
        String run = server.event(event).at("/runs/0/id").asText();
        assertThat(AdminCaller.admin(server)
                        .post("/runs/" + run + "/cancel", "")
                        .statusCode())
                .isEqualTo(200);
        gate.open();

        assertThat(answer.get().statusCode()).isEqualTo(202);
        server.awaitRuns(event, "cancelled");
    }

    @Test
    void many_may_wait_at_once() {
        CountDownLatch go = new CountDownLatch(40);
        target.answer(call -> {
            go.countDown();
            await(go);
            return Reply.ok("{\"done\": true}");
        });
        start("- log: on");
        List<CompletableFuture<HttpResponse<String>>> answers = new java.util.ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> server.post("patient", "{}"), runnable -> new Thread(runnable).start()));
        }
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).isEqualTo("{\"done\": true}");
        });
    }

    @Test
    void it_takes_one_route_for_an_event_and_a_sender_who_waits_long_enough() {
        server.route("second", "patient", "- log: two");
        assertThatThrownBy(() -> start("- log: on"))
                .hasMessageContaining("routes/endpoints.yaml:7:38: reply: result needs exactly one route for an event:"
                        + " the routes \"patient\" and \"second\" may run for the same event");
        server.file("routes/endpoints.yaml", """
                in: {provider: unsigned, reply: reslt}
                patient:
                  provider: unsigned
                  reply: result
                  routes: {patient: {types: [a.*]}, second: {types: [b.*, c.d]}}
                slack: {provider: slack, secrets: [s], reply: result}
                late: {provider: unsigned, replyTimeout: 1s}
                """);
        assertThatThrownBy(() -> start("- log: on"))
                .hasMessageContaining("reply is accepted or result")
                .hasMessageContaining("the answer may take 5s, but Slack gives up after 3s (set replyTimeout to less,"
                        + " such as 2s)")
                .hasMessageContaining("replyTimeout says nothing without reply: result")
                .hasMessageNotContaining("may run for the same event");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
