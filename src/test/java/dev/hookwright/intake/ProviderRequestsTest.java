package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What providers send besides one event at a time: lists of events, and handshakes. */
class ProviderRequestsTest {
    private static final String EVENTS = """
            {"data": {"events": [
              {"uuid": "one", "eventType": "user.session.start", "score": 1.10},
              {"uuid": "%s", "eventType": "user.session.end"}]}}
            """;

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", """
                        okta: {provider: okta, secrets: [chosen]}
                        meta: {provider: meta, secrets: [app], config: {verify-token: my-token}}
                        """)
                .route("starts", "okta", "- log: {message: \"a user\"}")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_list_of_events_is_split_and_each_is_known_when_it_comes_again() {
        JsonNode answer = TestServer.json(post(EVENTS.formatted("two")));
        assertThat(answer.path("status").asText()).isEqualTo("accepted");
        assertThat(answer.path("ids")).hasSize(2);
        assertThat(answer.path("id")).isEqualTo(answer.path("ids").get(0));

        JsonNode first = server.event(answer.path("ids").get(0).asText());
        assertThat(first.path("type").asText()).isEqualTo("user.session.start");
        assertThat(first.path("dedupKey").asText()).isEqualTo("one");
        assertThat(first.path("body").asText())
                .isEqualTo("{\"uuid\":\"one\",\"eventType\":\"user.session.start\",\"score\":1.10}");
        server.awaitRuns(answer.path("ids").get(1).asText(), "succeeded");

        JsonNode again = TestServer.json(post(EVENTS.formatted("three")));
        assertThat(again.path("ids").get(0))
                .as("known")
                .isEqualTo(answer.path("ids").get(0));
        assertThat(again.path("ids").get(1))
                .as("new")
                .isNotEqualTo(answer.path("ids").get(1));
        JsonNode same = TestServer.json(post(EVENTS.formatted("two")));
        assertThat(same.path("status").asText()).isEqualTo("duplicate");
        assertThat(same.path("ids")).isEqualTo(answer.path("ids"));
        assertThat(server.get("/api/v1/events").path("items")).hasSize(3);
    }

    @Test
    void an_empty_list_is_kept_as_one_event() {
        JsonNode answer = TestServer.json(post("{\"data\": {\"events\": []}}"));
        assertThat(server.event(answer.path("id").asText()).path("body").asText())
                .contains("\"events\": []");
    }

    @Test
    void handshakes_are_answered_and_never_reach_a_route() {
        HttpResponse<String> challenged =
                get("meta?hub.mode=subscribe&hub.verify_token=my-token&hub.challenge=1158201444");
        assertThat(challenged.statusCode()).isEqualTo(200);
        assertThat(challenged.body()).isEqualTo("1158201444");
        assertThat(challenged.headers().firstValue("content-type")).hasValue("text/plain");
        assertThat(challenged.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        HttpResponse<String> stranger = get("meta?hub.mode=subscribe&hub.verify_token=other&hub.challenge=9715");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).doesNotContain("9715");
        assertThat(get("meta").statusCode()).as("no handshake").isEqualTo(405);
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    private String post(String body) {
        HttpResponse<String> answer = server.post("okta", body, "Authorization", "chosen");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String path) {
        return server.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hooks/" + path))
                .GET()
                .build());
    }
}
