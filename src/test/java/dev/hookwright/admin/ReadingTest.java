package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the admin API tells of a server at work. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingTest {
    private static final String API = "/api/v1";

    private final Target target = new Target();
    private TestServer server;
    private ApiDescription description;
    private String done;
    private String dead;

    /** Has the server use a store other than its own. */
    TestServer on(TestServer server) {
        return server;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        target.answer(call -> call.path().equals("/no") ? Target.Reply.status(422) : Target.Reply.ok("{}"));
        server = on(new TestServer(folder))
                .file("routes/endpoints.yaml", """
                        shop:
                          provider: unsigned
                          dedupKey: header:x-id
                          routes: {buys: {types: ["*"], retry: [1m], maxInFlight: 7}}
                        stripe: {provider: stripe, secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]}
                        asana: {provider: asana}
                        """)
                .route("buys", "shop", """
                        - choice:
                            when:
                              - jq: .fail
                                steps:
                                  - to: {id: refused, uri: "%1$s/no?token=hidden"}
                            otherwise:
                              steps:
                                - split:
                                    expression: {jq: ".items[]"}
                                    steps:
                                      - to: {id: ship, uri: "%1$s/ship"}
                        """.formatted(target.url()))
                .start();
        done = server.accepted("shop", "{\"fail\": false, \"items\": [1, 2]}", "x-id", "1");
        dead = server.accepted("shop", "{\"fail\": true, \"order\": 4711}", "x-id", "2");
        server.post("shop", "{}", "x-id", "1");
        server.post("stripe", "{}", "x-y", "z");
        server.post("asana", "", "X-Hook-Secret", "0123456789abcdef");
        server.awaitRuns(done, "succeeded");
        server.awaitRuns(dead, "dead");
        description = new ApiDescription(server.get(API + "/openapi.json"));
    }

    @AfterAll
    void stop() {
        server.close();
        target.close();
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = server.send(server.admin(API + path).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = TestServer.json(answer.body());
        description.check("GET", path.replaceFirst("\\?.*", ""), 200, json);
        return json;
    }

    private JsonNode problem(String method, String path, int status) {
        HttpResponse<String> answer = server.send(server.admin(API + path)
                .method(method, HttpRequest.BodyPublishers.ofString(""))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode json = TestServer.json(answer.body());
        description.checkProblem(json);
        return json;
    }

    @Test
    void every_operation_answers_as_the_api_describes_it() {
        String secret =
                get("/endpoints/asana/secrets").path("items").path(0).path("id").asText();
        String rejection = get("/rejections?endpoint=stripe").at("/items/0/id").asText();
        List<String> paths = List.of(
                "/events",
                "/events/" + dead,
                "/events/" + dead + "/recorded",
                "/duplicates",
                "/rejections/" + rejection,
                "/endpoints",
                "/endpoints/shop",
                "/endpoints/asana/secrets/" + secret,
                "/routes",
                "/routes/buys",
                "/routes/buys/versions/" + get("/routes/buys").path("version").asText(),
                "/connectors",
                "/connectors/slack-message-sink",
                "/providers/stripe",
                "/stats",
                "/problems",
                "/alerts",
                "/targets",
                "/reload",
                "/openapi.json");
        paths.forEach(this::get);
        post("/events/" + done + "/replay", 202);
        post("/reload", 200);
        post("/rejections/" + rejection + "/accept", 202);
        post("/endpoints/asana/secrets/" + secret + "/confirm", 200);
        // Those that steer are tried beside what they do.
        assertThat(description.notCalled())
                .filteredOn(
                        operation -> !operation.matches(
                                ".*(replays|/cancel|/pause|/resume|/tokens|/audit|/login|/logout|/me|/sessions|/credentials).*"))
                .as("neither checked here nor below")
                .containsExactlyInAnyOrder(
                        "GET /providers",
                        "GET /stream",
                        "GET /events/export",
                        "GET /backup",
                        "DELETE /endpoints/{endpoint}/secrets/{id}");
    }

    private void post(String path, int status) {
        HttpResponse<String> answer = server.send(server.admin(API + path)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        description.check("POST", path, status, TestServer.json(answer.body()));
    }

    @Test
    void what_cannot_be_answered_says_why() {
        assertThat(problem("GET", "/events?staus=dead", 400).path("detail").asText())
                .contains("\"staus\"", "did you mean \"status\"?");
        assertThat(problem("GET", "/routes?x=1", 400).path("detail").asText()).contains("takes none");
        assertThat(problem("GET", "/stats?bucket=1s", 400).path("detail").asText())
                .contains("at most 120");
        assertThat(problem("GET", "/stats?since=1h&until=2h", 400).path("code").asText())
                .isEqualTo("bad-parameter");
        assertThat(problem("GET", "/routes/bus", 404).path("detail").asText()).contains("Did you mean \"buys\"?");
        assertThat(problem("GET", "/endpoints/shpo", 404).path("detail").asText())
                .contains("\"shop\"");
        assertThat(problem("GET", "/connectors/slack-mesage-sink", 404)
                        .path("detail")
                        .asText())
                .contains("\"slack-message-sink\"");
        problem("GET", "/nothing", 404);
        problem("PUT", "/events", 405);
        HttpResponse<String> wrongMethod = server.send(
                server.admin(API + "/events/" + done + "/replay").GET().build());
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        HttpResponse<String> head = server.send(server.admin(API + "/events")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void an_endpoint_tells_what_came_and_how_to_connect_it() {
        JsonNode shop = get("/endpoints/shop");
        assertThat(shop.path("accepted24h").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(shop.path("duplicates24h").asInt()).isEqualTo(1);
        assertThat(shop.path("lastReceivedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(shop.path("curl").asText()).contains("/hooks/shop", "-H 'x-id: 1'");
        JsonNode stripe = get("/endpoints/stripe");
        assertThat(stripe.path("hasSecret").asBoolean()).isTrue();
        assertThat(stripe.path("connect")).isNotEmpty();
        assertThat(stripe.path("curl").asText()).startsWith("./hookwright trigger stripe --sample stripe/");
        assertThat(stripe.toString()).doesNotContain("MfKQ9r8GKYqr");
    }

    @Test
    void a_route_is_drawn_as_the_tree_that_it_is_with_what_its_steps_did() {
        JsonNode route = get("/routes/buys");
        assertThat(route.path("maxInFlight").asInt()).isEqualTo(7);
        assertThat(route.path("retry").path(0).asText()).isEqualTo("1m");
        assertThat(route.path("yaml").asText()).startsWith("- route:").contains("id: refused");
        assertThat(route.path("counts").path("dead").asInt()).isEqualTo(1);
        JsonNode choice = route.path("tree").path("children").path(0);
        assertThat(choice.path("kind").asText()).isEqualTo("choice");
        JsonNode when = choice.path("children").path(0);
        assertThat(when.path("label").asText()).isEqualTo("jq: .fail");
        JsonNode refused = when.path("children").path(0);
        assertThat(refused.path("line").asInt()).isEqualTo(9);
        assertThat(refused.path("label").asText()).endsWith("/no").doesNotContain("hidden");
        assertThat(refused.path("counts").path("failed").asInt()).isEqualTo(1);
        JsonNode ship = choice.path("children")
                .path(1)
                .path("children")
                .path(0)
                .path("children")
                .path(0);
        assertThat(ship.path("id").asText()).isEqualTo("ship");
        assertThat(ship.path("counts").path("done").asInt())
                .as("both parts of the split")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void what_came_in_is_counted_over_time() {
        await().untilAsserted(() -> {
            JsonNode stats = get("/stats?since=10m&bucket=1m&route=buys");
            assertThat(stats.path("complete").asBoolean()).isTrue();
            assertThat(stats.path("totals").path("dead").asInt()).isEqualTo(1);
            assertThat(stats.path("totals").path("accepted").asInt()).isGreaterThanOrEqualTo(2);
        });
        JsonNode all = get("/stats");
        assertThat(all.path("totals").path("rejected").asInt()).isPositive();
        assertThat(all.path("queue").path("dead").asInt()).isEqualTo(1);
        assertThat(all.path("buckets").size()).isLessThanOrEqualTo(120);
        assertThat(get("/stats?q=4711").path("totals").path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void runs_that_failed_alike_are_one_problem_whose_filter_finds_them() {
        JsonNode problems = get("/problems").path("items");
        assertThat(problems).hasSize(1);
        JsonNode problem = problems.get(0);
        assertThat(problem.path("step").asText()).isEqualTo("refused");
        assertThat(problem.path("sampleEventId").asText()).isEqualTo(dead);
        assertThat(problem.path("cause").asText()).startsWith("HTTP 422");
        StringBuilder query = new StringBuilder("/events?");
        problem.path("filter")
                .properties()
                .forEach(field -> query.append(field.getKey())
                        .append('=')
                        .append(java.net.URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8))
                        .append('&'));
        JsonNode found = get(query.substring(0, query.length() - 1)).path("items");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("id").asText()).isEqualTo(dead);
    }

    @Test
    void an_export_is_all_of_a_filter_whole_and_oldest_first() {
        HttpResponse<String> export =
                server.send(server.admin(API + "/events/export?endpoint=shop").build());
        assertThat(export.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<JsonNode> events = export.body().lines().map(TestServer::json).toList();
        assertThat(events).extracting(event -> event.path("id").asText()).containsExactly(done, dead);
        assertThat(events.get(0).path("body").asText()).contains("items");
        events.forEach(event -> description.check("GET", "/events/" + done, 200, event));
        assertThat(server.send(server.admin(API + "/events/export?status=gone").build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refused_requests_are_found_by_endpoint_code_and_time() {
        assertThat(get("/rejections?endpoint=stripe&code=not-verified&since=1h&limit=1")
                        .path("items"))
                .hasSize(1);
        assertThat(get("/rejections?endpoint=shop").path("items")).isEmpty();
        assertThat(get("/rejections?until=1h").path("items")).isEmpty();
        problem("GET", "/rejections?open=perhaps", 400);
    }

    @Test
    void a_stream_tells_of_what_happens_and_of_what_was_missed() throws Exception {
        try (Listening listening = new Listening(server, "/stream?endpoint=shop", null)) {
            String id = server.accepted("shop", "{\"fail\": false, \"items\": [1, 2]}", "x-id", "streamed");
            List<String> lines = listening.until("\"status\":\"succeeded\",\"attempt\"");
            assertThat(lines).contains("id: " + id, "event: event", "event: step", "event: run");
            description.checkStream(lines);
        }
        try (Listening listening = new Listening(server, "/stream?endpoint=shop", done)) {
            assertThat(listening.until("id: " + dead)).as("the last is known").doesNotContain("id: " + done);
        }
        try (Listening listening = new Listening(server, "/stream?endpoint=stripe", done)) {
            server.accepted("shop", "{\"fail\": false, \"items\": []}", "x-id", "of-another");
            server.post("stripe", "{}");
            assertThat(listening.lines()).noneMatch(line -> line.startsWith("id: "));
        }
    }
}
