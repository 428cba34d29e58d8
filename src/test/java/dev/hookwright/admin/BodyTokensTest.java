package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The token that a provider shows in the body is for routes, and for nobody to see. */
class BodyTokensTest extends RouteTests {
    private static final String SEND = "- to: {id: out, uri: \"{{target}}/out\"}\n";
    private static final String FIGMA =
            "{\"event_type\": \"FILE_UPDATE\", \"passcode\" : \"say \\\"Ahoy\\\"\", \"n\": 1.10}";

    private void startWith(String endpoint) {
        server.file("routes/endpoints.yaml", "in: " + endpoint + "\n");
        start(SEND);
    }

    private String lastSent(int number) {
        return target.calls("/out").get(number).body();
    }

    @Test
    void it_is_hidden_from_everybody_and_all_else_is_as_it_came() {
        startWith("{provider: figma, secrets: ['say \"Ahoy\"']}");
        String event = server.accepted("in", FIGMA);
        String shown = "{\"event_type\": \"FILE_UPDATE\", \"passcode\" : \"••••\", \"n\": 1.10}";
        assertThat(server.awaitRuns(event, "succeeded").path("body").asText()).isEqualTo(shown);
        assertThat(AdminCaller.admin(server).get("/events/export").body())
                .contains("FILE_UPDATE")
                .doesNotContain("Ahoy");
        assertThat(lastSent(0)).isEqualTo(FIGMA);
        String whole = AdminCaller.admin(server)
                .post("/events/" + event + "/credentials", "{}")
                .body();
        assertThat(TestServer.json(whole).path("body").asText()).isEqualTo(FIGMA);
    }

    @Test
    void it_is_hidden_in_items_and_in_what_was_refused() {
        startWith("{provider: microsoft-graph, secrets: [the-state]}");
        String event = server.accepted(
                "in", "{\"value\": [{\"id\": \"1\", \"changeType\": \"created\", \"clientState\": \"the-state\"}]}");
        assertThat(server.event(event).path("body").asText())
                .contains("\"clientState\":\"••••\"")
                .doesNotContain("the-state");
        assertThat(server.post("in", "{\"value\": [{\"clientState\": \"old-state\"}]}")
                        .statusCode())
                .isEqualTo(401);
        await().until(() -> server.rejections().size() == 1);
        String id = server.get("/api/v1/rejections").at("/items/0/id").asText();
        assertThat(server.get("/api/v1/rejections/" + id).path("body").asText())
                .isEqualTo("{\"value\": [{\"clientState\": \"••••\"}]}");
    }

    @Test
    void what_is_sent_back_hidden_is_what_it_was() {
        startWith("{provider: figma, secrets: ['say \"Ahoy\"']}");
        String event = server.accepted("in", FIGMA);
        String shown = server.awaitRuns(event, "succeeded").path("body").asText();
        HttpResponse<String> answer = server.replay(event, "{\"body\": " + shown.replace("1.10", "2") + "}");
        JsonNode edited =
                server.awaitRuns(TestServer.json(answer.body()).path("eventId").asText(), "succeeded");
        assertThat(edited.path("body").asText()).contains("••••");
        assertThat(lastSent(1)).isEqualTo("{\"event_type\":\"FILE_UPDATE\",\"passcode\":\"say \\\"Ahoy\\\"\",\"n\":2}");
        answer = server.replay(event, "{\"body\": {\"name\": \"••••\"}}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("stands for a value that is hidden from you");
    }
}
