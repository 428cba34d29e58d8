package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Zendesk forgets an idempotency key after two hours; what a run does that is tried again later than that. */
class ZendeskTicketAgainTest extends ConnectorTests {
    private static final String BODY = "{\"subject\": \"S\", \"comment\": \"C\"}";

    private String triedOnce(String body) {
        start(
                "zendesk-ticket-create-action",
                "{baseUrl: \"{{target}}\", email: a@example.com, apiToken: \"RAW({{connector.secret}})\"}");
        target.answer(call -> reply(503, "{}"));
        String id = server.accepted("in", body);
        server.awaitRuns(id, "waiting");
        return id;
    }

    private List<String> triedAgain(String id, String found) {
        int before = target.calls().size();
        target.answer(call -> call.method().equals("GET")
                ? reply(200, "{\"tickets\": [%s]}".formatted(found))
                : reply(201, "{\"ticket\": {\"id\": 2}}"));
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        return target.calls().subList(before, target.calls().size()).stream()
                .map(call -> call.method() + " " + call.path() + (call.query().isEmpty() ? "" : "?" + call.query()))
                .toList();
    }

    private String key(String id) {
        return server.event(id).at("/runs/0/id").asText() + "-step";
    }

    @Test
    void the_ticket_is_found_by_the_idempotency_key() {
        String id = triedOnce(BODY);
        assertThat(target.calls()).extracting(Target.Call::method).containsOnly("POST");
        String found = "{\"id\": 1, \"subject\": \"S\", \"external_id\": \"%s\"}".formatted(key(id));
        assertThat(triedAgain(id, found)).containsExactly("GET /api/v2/tickets?external_id=" + key(id));
        assertThat(server.event(id).at("/runs/0/steps/0/attempts").toString()).contains("\\\"id\\\" : 1");
    }

    @Test
    void a_ticket_with_the_body_s_external_id_and_another_subject_is_another_one() {
        String id = triedOnce("{\"subject\": \"S\", \"comment\": \"C\", \"externalId\": \"a&b=c\"}");
        String found = "{\"id\": 1, \"subject\": \"T\", \"external_id\": \"a&b=c\"}";
        assertThat(triedAgain(id, found))
                .containsExactly("GET /api/v2/tickets?external_id=a%26b%3Dc", "POST /api/v2/tickets");
    }
}
