package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZendeskTicketCreateTest extends ConnectorTests {
    private static final String TICKET = "{\"subject\": \"Onboard\", \"comment\": \"Bought\"}";

    @BeforeEach
    void start() {
        server.setting("connector.secret", "s+e/c=r&t%20#x");
        start(
                "zendesk-ticket-create-action",
                "{baseUrl: \"{{target}}\", email: agent@example.com, apiToken: \"RAW({{connector.secret}})\"}");
    }

    @Test
    void the_request_creates_a_ticket_with_the_step_s_idempotency_key() {
        Target.Call call = call("""
                {"subject": "Onboard \\"Ann\\"", "comment": "line 1\\nline 2 ${body}", "requesterEmail": "ann@example.com",
                 "tags": ["a"], "externalId": "cs_1", "public": false}""");
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /api/v2/tickets");
        assertThat(call.query()).isEmpty();
        assertThat(call.headers().get("idempotency-key")).startsWith("run_").endsWith("-step");
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(call.headers().get("authorization").substring("Basic ".length())),
                        StandardCharsets.UTF_8))
                .isEqualTo("agent@example.com/token:s+e/c=r&t%20#x");
        assertThat(call.headers()).doesNotContainKeys("x-leak", "bcc");
        assertThat(TestServer.json(call.body())).isEqualTo(TestServer.json("""
                {"ticket": {"subject": "Onboard \\"Ann\\"", "comment": {"body": "line 1\\nline 2 ${body}", "public": false},
                 "requester": {"email": "ann@example.com", "name": "ann@example.com"}, "tags": ["a"],
                 "external_id": "cs_1"}}"""));
    }

    @Test
    void every_answer_has_its_outcome() {
        assertThat(ending(reply(201, "{\"ticket\": {\"id\": 1}}"), TICKET)).isEqualTo("succeeded after 1");
        assertThat(ending(reply(409, "{}"), TICKET)).isEqualTo("waiting after 3");
        assertThat(ending(reply(422, "{}"), TICKET)).isEqualTo("dead after 1");
        assertThat(ending(reply(503, "{}"), TICKET)).isEqualTo("waiting after 3");
        assertThat(ending(reply(201, "{}"), "{\"subject\": \"x\"}")).isEqualTo("dead after 0");
    }
}
