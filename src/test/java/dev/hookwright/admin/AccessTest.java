package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.cli.CommandLineTool;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what through the admin API, and what is known of it afterwards. */
@Timeout(60)
class AccessTest {
    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);
    private static final List<String> ROLES = List.of("anyone", "viewer", "operator", "admin");

    @TempDir
    static Path folder;

    private static TestServer server;
    private static AdminCaller admin;

    @BeforeAll
    static void start() {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .route("buys", "shop", "- log: bought")
                .setting("hookwright.http.trusted-proxies", "127.0.0.1")
                .start();
        admin = AdminCaller.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode made(String name, String role, String expires) {
        HttpResponse<String> answer = admin.post(
                "/tokens", "{\"name\": \"%s\", \"role\": \"%s\", \"expires\": %s}".formatted(name, role, expires));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer.body());
    }

    private static AdminCaller caller(JsonNode made) {
        return new AdminCaller(server, made.path("token").asText());
    }

    /** Callers by what they have, the roles that they then have, and "" for none. */
    private static Map<AdminCaller, String> callers() {
        Map<AdminCaller, String> callers = new LinkedHashMap<>();
        JsonNode revoked = made("revoked", "admin", "\"1h\"");
        assertThat(admin.delete("/tokens/" + revoked.path("id").asText()).statusCode())
                .isEqualTo(200);
        JsonNode expired = made("expired", "admin", "\"1s\"");
        server.clock().advance(Duration.ofSeconds(1));
        callers.put(new AdminCaller(server, "garbage"), "");
        callers.put(caller(revoked), "");
        callers.put(caller(expired), "");
        ROLES.subList(1, 4).forEach(role -> callers.put(admin.with("matrix " + role, role), role));
        return callers;
    }

    /** As the path is, and as it is not: each way that might lead past the check of the role. */
    private static Stream<HttpRequest.Builder> variants(AdminCaller caller, String method, String path) {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}");
        List<HttpRequest.Builder> variants = new ArrayList<>();
        for (String way : List.of(
                path,
                path + "/",
                "/" + path,
                path + ";x",
                path.toUpperCase(Locale.ROOT),
                "/x/%2e%2e" + path,
                "/%2e" + path)) {
            variants.add(caller.request(way).method(method, body));
        }
        for (String other : List.of("HEAD", "OPTIONS", "TRACE".equals(method) ? "PUT" : "PATCH")) {
            variants.add(caller.request(path).method(other, HttpRequest.BodyPublishers.noBody()));
        }
        variants.add(caller.request(path)
                .method(method.equals("GET") ? "POST" : "GET", HttpRequest.BodyPublishers.noBody())
                .header("X-HTTP-Method-Override", method));
        return variants.stream();
    }

    @Test
    void every_operation_is_refused_to_every_caller_below_its_role_whatever_the_path_looks_like() {
        Map<AdminCaller, String> callers = callers();
        int operations = 0;
        for (var paths = admin.json("/openapi.json").path("paths").properties().iterator(); paths.hasNext(); ) {
            var each = paths.next();
            String path = each.getKey().replaceAll("\\{\\w+}", "nothing");
            for (var methods = each.getValue().properties().iterator(); methods.hasNext(); ) {
                var operation = methods.next();
                operations++;
                String role = operation.getValue().path("x-role").asText();
                assertThat(ROLES).contains(role);
                callers.forEach(
                        (caller, has) -> check(caller, has, operation.getKey().toUpperCase(Locale.ROOT), path, role));
            }
        }
        assertThat(operations).isGreaterThan(30);
        assertThat(admin.json("/audit?limit=500").path("items"))
                .noneMatch(entry -> entry.path("who").asText().equals("matrix viewer")
                        && !entry.path("action").asText().equals("POST /logout"));
    }

    private static void check(AdminCaller caller, String has, String method, String path, String role) {
        if (role.equals("anyone") && method.equals("GET")) {
            assertThat(caller.get(path).statusCode()).as(path).isEqualTo(200);
            return;
        }
        boolean allowed = ROLES.indexOf(has) >= ROLES.indexOf(role);
        if (!allowed) {
            variants(caller, method, path).forEach(variant -> {
                HttpRequest request = variant.build();
                // Another method may be one that the caller is allowed.
                boolean same = request.method().equals(method);
                int status = server.send(request).statusCode();
                assertThat(same && status < 300 ? "done" : "refused")
                        .as(has + ": " + request.method() + " " + request.uri() + " gave " + status)
                        .isEqualTo("refused");
            });
        }
        // What streams does not end; its head does.
        String asked = path.equals("/stream") || path.equals("/backup") ? "HEAD" : method;
        String body = path.equals("/login") ? "{\"token\": \"garbage\"}" : "";
        HttpResponse<String> plain = server.send(caller.request(path)
                .method(asked, HttpRequest.BodyPublishers.ofString(body))
                .build());
        boolean open = role.equals("anyone");
        assertThat(REFUSED.contains(plain.statusCode()))
                .as(has + ": " + method + " " + path + " gave " + plain.statusCode())
                .isEqualTo(!allowed || open);
        HttpResponse<String> nobody = server.send(HttpRequest.newBuilder(server.adminUri("/api/v1" + path))
                .method(asked, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(nobody.statusCode()).as("nobody: " + method + " " + path).isIn(401, 429);
    }

    @Test
    void a_token_opens_what_its_role_may_until_it_expires_or_is_revoked() throws IOException {
        JsonNode made = made("grafana", "viewer", "\"90d\"");
        String token = made.path("token").asText();
        assertThat(token)
                .startsWith("hwt_")
                .hasSize(47)
                .startsWith(made.path("begins").asText());
        AdminCaller grafana = caller(made);
        assertThat(grafana.json("/me").toString()).isEqualTo("{\"name\":\"grafana\",\"role\":\"viewer\"}");
        assertThat(grafana.get("/tokens").statusCode()).isEqualTo(403);
        assertThat(admin.json("/tokens").toString()).contains("grafana").doesNotContain(token);
        assertThat(admin.post("/tokens", "{\"name\": \"grafana\", \"role\": \"admin\"}")
                        .statusCode())
                .isEqualTo(409);
        for (String bad : List.of(
                "{\"name\": \"x\", \"role\": \"anyone\"}",
                "{\"name\": \"admin\", \"role\": \"viewer\"}",
                "{\"name\": \"a\\nb\", \"role\": \"viewer\"}",
                "{\"name\": \"x\", \"role\": \"viewer\", \"expires\": \"soon\"}",
                "{\"name\": \"x\", \"role\": \"viewer\", \"expires\": \"2025-01-01T00:00:00Z\"}")) {
            assertThat(admin.post("/tokens", bad).statusCode()).as(bad).isEqualTo(400);
        }
        JsonNode brief = made("brief", "viewer", "\"1h\"");
        assertThat(caller(brief).get("/me").statusCode()).isEqualTo(200);
        server.clock().advance(Duration.ofHours(1));
        assertThat(caller(brief).get("/me").statusCode()).isIn(401, 429);
        assertThat(admin.delete("/tokens/grafana").statusCode()).isEqualTo(200);
        assertThat(grafana.get("/me").statusCode()).isIn(401, 429);
        assertThat(admin.delete("/tokens/grafana").statusCode()).isEqualTo(404);
        for (String file : List.of("ledger.mv.db", "ledger.journal")) {
            assertThat(Files.readString(folder.resolve("data").resolve(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(token);
        }
    }

    @Test
    void the_calls_about_access_answer_as_the_api_describes_them() {
        ApiDescription description = new ApiDescription(admin.json("/openapi.json"));
        JsonNode made = made("described", "operator", "\"5d\"");
        description.check("POST", "/tokens", 201, made);
        for (String path : List.of("/tokens", "/audit", "/me")) {
            description.check("GET", path, 200, admin.json(path));
        }
        JsonNode revoked = TestServer.json(
                admin.delete("/tokens/" + made.path("id").asText()).body());
        description.check("DELETE", "/tokens/x", 200, revoked);
    }

    @Test
    void after_five_wrong_tokens_in_a_minute_an_address_has_to_wait() {
        assertThat(tries("192.0.2.1", 6)).containsExactly(401, 401, 401, 401, 401, 429);
        assertThat(tries("192.0.2.2", 1)).containsExactly(401);
        HttpResponse<String> waits = server.send(login("wrong", "192.0.2.1"));
        assertThat(waits.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(waits.body()).contains("Wait 60 seconds.", "\"status\":429");
        server.clock().advance(Duration.ofSeconds(60));
        assertThat(server.send(login("wrong", "192.0.2.1")).statusCode()).isEqualTo(401);
    }

    private static List<Integer> tries(String address, int count) {
        return Stream.generate(() -> server.send(new AdminCaller(server, "wrong")
                                .request("/me")
                                .header("X-Forwarded-For", address)
                                .build())
                        .statusCode())
                .limit(count)
                .toList();
    }

    private static HttpRequest login(String token, String address) {
        return HttpRequest.newBuilder(server.adminUri("/api/v1/login"))
                .header("X-Forwarded-For", address)
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"" + token + "\"}"))
                .build();
    }

    @Test
    void what_was_changed_by_whom_and_why_is_kept() {
        AdminCaller anna = admin.with("anna", "operator");
        String event = server.accepted("shop", "{}");
        anna.post("/replays", "{\"filter\": {\"status\": \"dead\"}}");
        HttpResponse<String> replayed = server.send(anna.request("/events/" + event + "/replay")
                .header("X-Hookwright-Reason", "UTF-8''caf%C3%A9%20is%0Aopen")
                .header("X-Forwarded-For", "192.0.2.9")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(replayed.statusCode()).isEqualTo(202);
        anna.post("/events/evt_nothing/replay", "");
        List<JsonNode> entries = new ArrayList<>();
        admin.json("/audit?limit=3").path("items").forEach(entries::add);
        assertThat(entries)
                .allMatch(entry -> entry.path("who").asText().equals("anna")
                        && entry.path("role").asText().equals("operator"));
        assertThat(entries.get(0).path("status").asInt()).isEqualTo(404);
        JsonNode second = entries.get(1);
        assertThat(second.path("action").asText()).isEqualTo("POST /events/{id}/replay");
        assertThat(second.path("target").asText()).isEqualTo("/events/" + event + "/replay");
        assertThat(second.path("reason").asText()).isEqualTo("café is\nopen");
        assertThat(second.path("address").asText()).isEqualTo("192.0.2.9");
        assertThat(second.path("status").asInt()).isEqualTo(202);
        assertThat(entries.get(2).path("target").asText()).startsWith("/replays/rpl_");
        JsonNode page = admin.json("/audit?limit=1");
        assertThat(admin.json("/audit?limit=1&cursor=" + page.path("nextCursor").asText())
                        .path("items")
                        .path(0)
                        .path("id"))
                .isEqualTo(second.path("id"));
        assertThat(anna.get("/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void tokens_are_made_listed_and_revoked_on_the_command_line() {
        List<String> made = run("token", "new", "--name", "carl", "--role", "operator", "--expires", "90d");
        assertThat(made).hasSize(1);
        AdminCaller carl = new AdminCaller(server, made.get(0));
        assertThat(carl.json("/me").path("role").asText()).isEqualTo("operator");
        assertThat(run("token", "list")).anyMatch(line -> line.contains("carl") && line.contains("operator"));
        assertThat(run("token", "new", "--name", "dora", "--role", "boss")).isEmpty();
        assertThat(run("token", "revoke", "carl", "--reason", "he left, schön")).isEmpty();
        assertThat(carl.get("/me").statusCode()).isIn(401, 429);
        assertThat(run("audit").get(0))
                .contains("admin (admin) from 127.0.0.1  DELETE /tokens/carl -> 200", "because: he left, schön");
    }

    private static List<String> run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.adminUri("").toString(), "--token", admin.token()));
        PrintStream out = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            CommandLineTool.run(all.toArray(new String[0]));
        } finally {
            System.setOut(out);
        }
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
