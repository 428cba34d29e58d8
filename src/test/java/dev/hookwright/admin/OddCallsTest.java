package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that mean something else than they seem to, or more than can be had. */
@Timeout(60)
class OddCallsTest {
    @TempDir
    static Path folder;

    private static TestServer server;
    private static AdminCaller admin;
    private static String event;

    @BeforeAll
    static void start() {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .route("buys", "shop", "- log: bought")
                .start();
        admin = AdminCaller.admin(server);
        event = server.accepted("shop", "{\"price\": 1.10}");
        server.awaitRuns(event, "succeeded");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestServer.json(answer.body()).path("code").asText()).isEqualTo(code);
    }

    @Test
    void a_time_that_no_database_knows_is_refused_and_the_server_goes_on() {
        for (String time : List.of("+1000000000-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "999999999d")) {
            String request = "{\"name\": \"late\", \"role\": \"viewer\", \"expires\": \"%s\"}".formatted(time);
            refused(admin.post("/tokens", request), 400, "bad-token");
        }
        server.accepted("shop", "{\"still\": \"there\"}");
        assertThat(admin.json("/events?until=9999-12-31T23:59:59.999Z&since=999999999d")
                        .path("items"))
                .isNotEmpty();
        assertThat(admin.json("/events?since=9999-12-31T23:59:59.999Z").path("items"))
                .isEmpty();
    }

    @Test
    void what_is_no_address_is_answered_as_everything_else_is() throws IOException {
        for (String path : List.of("/api/v1/events/%zz", "/api/v1/events?q=%zz", "/api/v1/events?q=%f", "/%zz")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + admin.token()
                    + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.adminUri("").getPort());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_parameter_that_is_empty_says_nothing() {
        assertThat(admin.json("/events?endpoint=&type=&status=&route=&q=&since=&until=&limit=&cursor=")
                        .path("items"))
                .isNotEmpty();
        assertThat(server.post("shop", "{", "Content-Type", "application/json").statusCode())
                .isEqualTo(400);
        // A request is answered before its rejection is on disk.
        await().untilAsserted(
                        () -> assertThat(admin.json("/rejections?endpoint=&code=&since=&until=&open=&limit=&cursor=")
                                        .path("items"))
                                .isNotEmpty());
        assertThat(admin.get("/stats?bucket=&since=").statusCode()).isEqualTo(200);
    }

    @Test
    void a_parameter_that_is_said_twice_is_not_half_ignored() {
        refused(admin.get("/events?status=dead&status=waiting"), 400, "bad-parameter");
    }

    private static HttpResponse<String> replay(String type, String body) {
        return server.send(admin.request("/events/" + event + "/replay")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void a_body_is_json_whatever_it_is_called_and_nothing_else_is_taken_for_an_empty_one() {
        String form = "application/x-www-form-urlencoded";
        String multipart = "multipart/form-data; boundary=x";
        String part = "--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n{}\r\n--x--\r\n";
        int before = runs();
        refused(replay(multipart, part), 400, "bad-replay");
        refused(replay(form, "from=failed"), 400, "bad-replay");
        refused(replay("application/json", "{\"route\": 5}"), 400, "bad-replay");
        refused(replay("application/json", "{} {\"from\": \"failed\"}"), 400, "bad-replay");
        refused(replay("application/json", "{\"from\": \"start\", \"from\": \"failed\"}"), 400, "bad-replay");
        assertThat(runs()).isEqualTo(before);
        String large = "{\"body\": {\"at\": \"100%%\", \"more\": \"%s\"}}".formatted("y".repeat(20_000));
        assertThat(replay(form, large).statusCode()).isEqualTo(202);
    }

    private static int runs() {
        return server.event(event).path("runs").size();
    }

    @Test
    void an_edited_body_is_sent_as_it_was_given_or_not_at_all() {
        JsonNode edited =
                TestServer.json(server.replay(event, "{\"body\": {\"price\": 1.10, \"n\": 12345678901234567890.10}}")
                        .body());
        assertThat(server.event(edited.path("eventId").asText()).path("body").asText())
                .isEqualTo("{\"price\":1.10,\"n\":12345678901234567890.10}");
        int events = admin.json("/events").path("items").size();
        refused(server.replay(event, "{\"body\": {}, \"route\": \"buy\"}"), 409, "nothing-to-replay");
        assertThat(admin.json("/events").path("items")).hasSize(events);
    }

    @Test
    void a_wrong_name_is_told_before_a_wrong_value_and_with_the_right_name() {
        assertThat(admin.post("/replays", "{\"filter\": {\"foo\": 1}}").body())
                .contains("There is no filter \\\"foo\\\"");
        assertThat(admin.post("/replays", "{\"filter\": {}, \"rate\": 10}").body())
                .contains("\"title\":\"Bad request\"", "did you mean \\\"ratePerSecond\\\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /tokens | name | {"name": 77, "role": "viewer"}
            /tokens | role | {"name": "w", "role": ["viewer"]}
            /tokens | expires | {"name": "w", "role": "viewer", "expires": null}
            /tokens | expires | {"name": "w", "role": "viewer", "expires": 90}
            /login | token | {"token": 5}
            /login | token | {"token": null}
            /replays | from | {"filter": {}, "from": true}
            /replays | route | {"filter": {}, "route": 5}
            /replays | q | {"filter": {"q": 5}}
            /events/EVENT/replay | from | {"from": {}}
            /events/EVENT/replay | route | {"route": 5}
            """)
    void what_should_be_text_is_not_made_of_something_else(String path, String field, String body) {
        HttpResponse<String> answer = admin.post(path.replace("EVENT", event), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestServer.json(answer.body()).path("detail").asText())
                .startsWith("\"" + field + "\"")
                .endsWith(" is text.");
    }

    @ParameterizedTest
    @CsvSource({"/replays,400", "/tokens,400", "/login,400", "/events/{id}/replay,202"})
    void a_body_that_cannot_be_left_out_is_described_as_required(String path, int withoutBody) {
        assertThat(admin.post(path.replace("{id}", event), "").statusCode()).isEqualTo(withoutBody);
        assertThat(admin.json("/openapi.json")
                        .path("paths")
                        .path(path)
                        .at("/post/requestBody/required")
                        .asBoolean())
                .isEqualTo(withoutBody == 400);
    }

    @Test
    void a_workspace_that_is_not_reloaded_is_told_as_the_api_describes_it() {
        server.file("routes/wrong.camel.yaml", "- nonsense: {}\n");
        HttpResponse<String> answer = admin.post("/reload", "");
        refused(answer, 409, "workspace-invalid");
        new ApiDescription(admin.json("/openapi.json")).check("POST", "/reload", 409, TestServer.json(answer.body()));
        server.file("routes/wrong.camel.yaml", "");
    }

    @Test
    void a_token_that_has_expired_is_marked_and_gives_its_name_to_another() {
        String request = "{\"name\": \"brief\", \"role\": \"viewer\", \"expires\": \"1m\"}";
        assertThat(admin.post("/tokens", request).statusCode()).isEqualTo(201);
        assertThat(admin.post("/tokens", request).statusCode()).isEqualTo(409);
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(admin.json("/tokens").at("/items/0/expired").asBoolean()).isTrue();
        assertThat(admin.post("/tokens", request).statusCode()).isEqualTo(201);
        assertThat(admin.json("/tokens").path("items")).hasSize(1);
        assertThat(admin.json("/tokens").at("/items/0/expired").asBoolean(true)).isFalse();
    }

    @Test
    void a_call_whose_head_cannot_be_read_is_answered_as_all_others_are() throws IOException {
        assertThat(raw("GET /api/v1/events?q=" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ")
                .contains(
                        "application/problem+json", "\"code\":\"uri-too-long\"", "\"title\":\"Request-URI too long\"");
        assertThat(raw("GET /api/v1/me HTTP/1.1\r\nX-Large: " + "a".repeat(9_000) + "\r\n\r\n"))
                .contains("\"code\":\"headers-too-large\"");
        assertThat(raw("GET /api/v1/me HTTP/9.9\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"malformed-request\"");
        assertThat(raw("POST /api/v1/reload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 4");
    }
}
