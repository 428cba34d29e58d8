package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How pages sign in, and what a cookie is good for. */
@Timeout(30)
class LoginTest {
    @TempDir
    static Path folder;

    private static TestServer server;
    private static AdminCaller admin;
    private static String origin;
    private static int tokens;

    @BeforeAll
    static void start() {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .route("buys", "shop", "- log: bought")
                .start();
        admin = AdminCaller.admin(server);
        origin = server.adminUri("").toString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder request(String path, String cookie) {
        return HttpRequest.newBuilder(server.adminUri("/api/v1" + path)).header("Cookie", cookie);
    }

    private static HttpResponse<String> login(String token, String... headers) {
        return loginWith("{\"token\": \"" + token + "\"}", headers);
    }

    private static HttpResponse<String> loginWith(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.adminUri("/api/v1/login"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return server.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private static String setCookie(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static String cookie(String token) {
        return setCookie(login(token)).replaceFirst(";.*", "");
    }

    private static AdminCaller operator() {
        return admin.with("someone " + tokens++, "operator");
    }

    private static int status(String path, String cookie) {
        return server.send(request(path, cookie).build()).statusCode();
    }

    private static int pause(String cookie, String csrf, String from) {
        HttpRequest.Builder request = request("/routes/buys/pause", cookie)
                .header("X-Hookwright-CSRF", csrf)
                .POST(HttpRequest.BodyPublishers.noBody());
        return server.send((from.isEmpty() ? request : request.header("Origin", from)).build())
                .statusCode();
    }

    private static String csrf(String cookie) {
        JsonNode me =
                TestServer.json(server.send(request("/me", cookie).build()).body());
        assertThat(me.path("role").asText()).isEqualTo("operator");
        return me.path("csrf").asText();
    }

    @Test
    void a_token_is_taken_for_a_cookie_that_no_script_and_no_other_site_gets_at() {
        AdminCaller someone = operator();
        assertThat(setCookie(login(someone.token(), "Origin", origin)))
                .matches("hookwright_session=[\\w-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict");
        String host = origin.replace("http://", "");
        assertThat(setCookie(login(someone.token(), "Origin", "https://" + host)))
                .startsWith("__Host-hookwright_session=")
                .endsWith("; Secure");
        assertThat(login(someone.token(), "Origin", "http://elsewhere.example").statusCode())
                .isEqualTo(403);
        assertThat(login(someone.token() + "x").statusCode()).isEqualTo(401);
        assertThat(login("x".repeat(20_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void with_a_cookie_only_our_own_pages_change_anything() {
        String cookie = cookie(operator().token());
        String csrf = csrf(cookie);
        assertThat(pause(cookie, csrf, origin)).isEqualTo(200);
        assertThat(pause(cookie, csrf, "")).isEqualTo(403);
        assertThat(pause(cookie, csrf, "http://elsewhere.example")).isEqualTo(403);
        assertThat(pause(cookie, csrf, "null")).isEqualTo(403);
        assertThat(pause(cookie, csrf + "x", origin)).isEqualTo(403);
        assertThat(pause(cookie, csrf(cookie(operator().token())), origin)).isEqualTo(403);
    }

    @Test
    void a_session_ends_when_it_is_idle_old_left_replaced_or_its_token_is_revoked() {
        AdminCaller someone = operator();
        String idle = cookie(someone.token());
        server.clock().advance(Sessions.LONGEST_IDLE.minusSeconds(1));
        assertThat(status("/me", idle)).isEqualTo(200);
        server.clock().advance(Sessions.LONGEST_IDLE);
        assertThat(status("/me", idle)).isEqualTo(401);

        String old = cookie(someone.token());
        for (int minutes = 0; minutes < 12 * 60; minutes += 20) {
            assertThat(status("/me", old)).as(minutes + " minutes").isEqualTo(200);
            server.clock().advance(Duration.ofMinutes(20));
        }
        assertThat(status("/me", old)).isEqualTo(401);

        String left = cookie(someone.token());
        HttpResponse<String> out = server.send(request("/logout", left)
                .headers("X-Hookwright-CSRF", csrf(left), "Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(setCookie(out)).startsWith("hookwright_session=; Path=/; Max-Age=0");
        assertThat(status("/me", left)).isEqualTo(401);

        String replaced = cookie(someone.token());
        assertThat(setCookie(login(someone.token(), "Cookie", replaced))).doesNotContain(replaced);
        assertThat(status("/me", replaced)).isEqualTo(401);

        String revoked = cookie(someone.token());
        String name = someone.json("/me").path("name").asText().replace(" ", "%20");
        assertThat(admin.delete("/tokens/" + name).statusCode()).isEqualTo(200);
        assertThat(status("/me", revoked)).isEqualTo(401);
        assertThat(status("/me", "hookwright_session=guess")).isEqualTo(401);
    }

    @Test
    void a_session_outlives_the_process_and_no_cookie_but_the_server_s_own_becomes_one() {
        String chosen = "hookwright_session=" + "A".repeat(43);
        String given = setCookie(login(operator().token(), "Cookie", chosen)).replaceFirst(";.*", "");
        assertThat(given).isNotEqualTo(chosen);
        assertThat(status("/me", chosen)).isEqualTo(401);
        String csrf = csrf(given);
        server.restart();
        origin = server.adminUri("").toString();
        admin = AdminCaller.admin(server);
        assertThat(csrf(given)).isEqualTo(csrf);
        assertThat(pause(given, csrf, origin)).isEqualTo(200);
    }

    @Test
    void a_wrong_token_is_answered_like_one_that_was_right_once() {
        AdminCaller expired = new AdminCaller(
                server,
                TestServer.json(admin.post(
                                        "/tokens", "{\"name\": \"brief\", \"role\": \"viewer\", \"expires\": \"1s\"}")
                                .body())
                        .path("token")
                        .asText());
        server.clock().advance(Duration.ofMinutes(1));
        HttpResponse<String> known = login(expired.token());
        HttpResponse<String> unknown = login(expired.token() + "x");
        assertThat(known.statusCode()).isEqualTo(401);
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(known.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    void what_names_no_token_is_told_so_and_is_not_counted_as_a_wrong_one() {
        for (int tries = 0; tries <= FailedTries.MOST; tries++) {
            assertThat(loginWith("{\"token\": 5}").body()).contains("\\\"token\\\" is text.", "\"status\":400");
            assertThat(loginWith("{}").body()).contains("\\\"token\\\" is missing.", "\"status\":400");
        }
        assertThat(login("wrong").statusCode()).isEqualTo(401);
        server.clock().advance(FailedTries.WITHIN);
    }

    @Test
    void the_event_stream_takes_the_cookie() throws IOException, InterruptedException {
        String cookie = cookie(operator().token());
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(request("/stream", cookie).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        try (InputStream body = stream.body()) {
            StringBuilder heard = new StringBuilder();
            String event = server.accepted("shop", "{}");
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                heard.append(new String(
                        body.readNBytes(Math.max(1, body.available())), java.nio.charset.StandardCharsets.UTF_8));
                return heard.indexOf(event) >= 0;
            });
        }
    }
}
