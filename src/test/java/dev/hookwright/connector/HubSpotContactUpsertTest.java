package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubSpotContactUpsertTest extends ConnectorTests {
    private static final String ANN = "{\"email\": \"ann@example.com\"}";

    @BeforeEach
    void start() {
        start("hubspot-contact-upsert-action", "{baseUrl: \"{{target}}\", accessToken: \"RAW({{connector.secret}})\"}");
    }

    @Test
    void the_request_is_hubspot_s_batch_upsert_and_nothing_leaks_into_it() {
        Target.Call call = call("""
                {"email": "a\\"b@example.com", "firstname": "Ann \\n \\u00fc \\ud83d\\ude00", "lastname": null,
                 "company": "${body} {{x}}", "visits": 3}""");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/crm/v3/objects/contacts/batch/upsert");
        assertThat(call.query()).isEmpty();
        assertThat(call.headers()).containsEntry("content-type", "application/json");
        assertThat(call.headers()).doesNotContainKeys("x-leak", "bcc");
        assertThat(TestServer.json(call.body())).isEqualTo(TestServer.json("""
                {"inputs": [{"idProperty": "email", "id": "a\\"b@example.com", "properties": {
                  "email": "a\\"b@example.com", "firstname": "Ann \\n \\u00fc \\ud83d\\ude00",
                  "company": "${body} {{x}}", "visits": "3"}}]}"""));
    }

    @Test
    void the_token_arrives_whatever_characters_it_has() {
        // HTTP header values are Latin-1 on the wire.
        assertThat(call(ANN).headers().get("authorization")).isEqualTo("Bearer " + AWKWARD_SECRET);
    }

    @Test
    void every_answer_has_its_outcome() {
        assertThat(ending(reply(200, "{\"status\": \"COMPLETE\"}"), ANN)).isEqualTo("succeeded after 1");
        assertThat(ending(reply(400, "{}"), ANN)).isEqualTo("dead after 1");
        assertThat(ending(reply(401, "{}"), ANN)).isEqualTo("dead after 1");
        assertThat(ending(reply(409, "{}"), ANN)).isEqualTo("waiting after 3");
        assertThat(ending(reply(423, "{}"), ANN)).isEqualTo("waiting after 3");
        assertThat(ending(reply(502, "{}"), ANN)).isEqualTo("waiting after 3");
        assertThat(ending(reply(207, "{\"errors\": [{\"category\": \"VALIDATION_ERROR\"}]}"), ANN))
                .isEqualTo("dead after 1");
        assertThat(ending(reply(207, "{\"errors\": [{\"category\": \"RATE_LIMITS\"}]}"), ANN))
                .isEqualTo("waiting after 3");
        assertThat(ending(reply(302, ""), ANN)).isEqualTo("dead after 1");
        assertThat(ending(reply(200, "{}"), "{\"email\": \"\"}")).isEqualTo("dead after 0");
    }
}
