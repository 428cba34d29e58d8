package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that want to hear a certain answer to their events. */
class AcknowledgementTest {
    @Test
    void an_event_is_answered_as_its_provider_wants_when_it_comes_and_when_it_comes_again(@TempDir Path folder) {
        String event = "unsigned: true\nevent: {id: [{json: id}]}\nack: ";
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", """
                        word: {provider: word}
                        status: {provider: status}
                        empty: {provider: empty}
                        """)
                .file("providers/word.yaml", event + "{body: \"[accepted]\"}\n")
                .file("providers/status.yaml", event + "{status: 200}\n")
                .file("providers/empty.yaml", event + "{status: 204, content-type: text/xml, body: \"\"}\n")
                .start()) {
            for (String time : new String[] {"first", "again"}) {
                assertAnswer(server, "word", time, 200, "text/plain", "[accepted]");
                assertAnswer(server, "empty", time, 204, "text/xml", "");
                String word = time.equals("first") ? "accepted" : "duplicate";
                HttpResponse<String> json = server.post("status", "{\"id\":1}");
                assertThat(json.statusCode()).as(time).isEqualTo(200);
                assertThat(TestServer.json(json.body()).path("status").asText()).isEqualTo(word);
            }
            assertThat(server.get("/api/v1/events").path("items")).hasSize(3);
            assertThat(server.post("word", "{").statusCode()).as("not accepted").isEqualTo(400);
        }
    }

    private static void assertAnswer(
            TestServer server, String endpoint, String time, int status, String contentType, String body) {
        HttpResponse<String> answer = server.post(endpoint, "{\"id\":1}");
        assertThat(answer.statusCode()).as(time).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue(contentType);
        assertThat(answer.body()).as(time).isEqualTo(body);
    }
}
