package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the admin API is asked, it answers as its description says, and never with a fault of its own. */
@Timeout(120)
class OddRequestsTest {
    /** Another one, and more of them, for a search that takes longer. */
    private static final long SEED = Long.getLong("hookwright.fuzz-seed", 20_261_121L);

    private static final int TURNS = Integer.getInteger("hookwright.fuzz-turns", 8);
    /** They go on for as long as one listens, or take a while. */
    private static final Set<String> ONCE = Set.of("/stream", "/backup", "/reload", "/events/export");

    @TempDir
    static Path folder;

    private static Target target;
    private static TestServer server;
    private static AdminCaller admin;
    private static final List<String> KNOWN = new ArrayList<>(List.of("shop", "asana", "buys", "stripe", "olga"));

    @BeforeAll
    static void start() {
        target = new Target();
        target.answer(call -> call.body().contains("bad") ? Target.Reply.status(422) : Target.Reply.ok("{}"));
        server = new TestServer(folder)
                .file(
                        "routes/endpoints.yaml",
                        "shop: {provider: unsigned}\nasana: {provider: asana}\nstripe: {provider: stripe, secrets: [x]}\n")
                .route("buys", "shop", "- to: {id: call, uri: \"%s/in\"}".formatted(target.url()))
                .start();
        admin = AdminCaller.admin(server);
        admin.with("olga", "operator");
        for (String body : List.of("{}", "{\"bad\": 1}")) {
            String event = server.accepted("shop", body);
            KNOWN.add(event);
            KNOWN.add(server.awaitRuns(event, body.contains("bad") ? "dead" : "succeeded")
                    .path("runs")
                    .path(0)
                    .path("id")
                    .asText());
        }
        server.post("stripe", "{}");
        server.post("asana", "", "X-Hook-Secret", "0123456789abcdef");
        for (String list : List.of("/rejections", "/endpoints/asana/secrets", "/tokens")) {
            KNOWN.add(admin.json(list).path("items").path(0).path("id").asText());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    private static HttpResponse<String> ask(String method, String path, String body) {
        return server.send(admin.request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : body))
                .build());
    }

    @Test
    void get_answers_as_they_are_described() {
        JsonNode document = admin.json("/openapi.json");
        ApiDescription description = new ApiDescription(document);
        OddRequests odd = new OddRequests(SEED, document, KNOWN);
        System.out.println("odd requests with -Dhookwright.fuzz-seed=" + SEED);
        List<String> wrong = new ArrayList<>();
        Set<String> done = new TreeSet<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    if (turn == 0 || !ONCE.contains(path.getKey())) {
                        check(description, odd, path.getKey(), operation, wrong, done);
                    }
                }
            }
        }
        assertThat(wrong).as("with the seed " + SEED).isEmpty();
        assertThat(done).as("not all of them are odd").hasSizeGreaterThan(20);
        assertThat(admin.get("/me").statusCode()).isEqualTo(200);
    }

    private static void check(
            ApiDescription description,
            OddRequests odd,
            String template,
            Map.Entry<String, JsonNode> operation,
            List<String> wrong,
            Set<String> done) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        boolean isStream = template.equals("/stream");
        String path = isStream ? template + "?no=such" : odd.path(template, operation.getValue());
        String body = odd.body(operation.getValue());
        HttpResponse<String> answer = ask(method, path, body);
        String kind = answer.headers().firstValue("Content-Type").orElse("");
        try {
            if (answer.statusCode() >= 300) {
                assertThat(kind).isEqualTo("application/problem+json");
                assertThat(answer.statusCode()).isLessThan(500);
                description.checkProblem(TestServer.json(answer.body()));
                return;
            }
            done.add(method + " " + template);
            description.checkRequest(method, template, body);
            if (answer.statusCode() == 204) {
                assertThat(answer.body()).isEmpty();
            } else if (kind.equals("application/json")) {
                description.check(method, template, answer.statusCode(), TestServer.json(answer.body()));
            } else {
                assertThat(template).isIn(ONCE);
            }
        } catch (AssertionError | RuntimeException e) {
            wrong.add(method + " " + brief(path) + " " + brief(body) + " -> " + answer.statusCode() + ": "
                    + brief(String.valueOf(e.getMessage())));
        }
    }

    private static String brief(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }

    /** A link on another site can have any of these asked. */
    @Test
    void nothing_is_changed_by_asking_with_get() {
        JsonNode document = admin.json("/openapi.json");
        String before = state();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            if (path.getValue().has("get") && !path.getKey().equals("/stream")) {
                for (String known : KNOWN) {
                    ask("GET", path.getKey().replaceAll("\\{\\w+}", known), "");
                    if (!path.getKey().contains("{")) {
                        break;
                    }
                }
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    private static String state() {
        StringBuilder state = new StringBuilder();
        for (String list : List.of(
                "/events",
                "/rejections",
                "/duplicates",
                "/tokens",
                "/sessions",
                "/audit",
                "/replays",
                "/endpoints/asana/secrets")) {
            state.append(admin.get(list).body()).append('\n');
        }
        admin.json("/routes")
                .path("items")
                .forEach(route -> state.append(route.path("id")).append(route.path("paused")));
        return state.append(admin.json("/reload").path("at")).toString();
    }
}
