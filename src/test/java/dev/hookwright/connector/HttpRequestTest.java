package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import org.junit.jupiter.api.Test;

class HttpRequestTest extends ConnectorTests {
    @Test
    void the_body_goes_out_as_it_is_with_the_idempotency_key() {
        start("http-request-action", "{baseUrl: \"{{target}}/orders\", method: PUT}");
        Target.Call call = call("{\"n\": \"${body} {{x}}\"}");
        assertThat(call.method() + " " + call.path() + call.query()).isEqualTo("PUT /orders");
        assertThat(call.body()).isEqualTo("{\"n\": \"${body} {{x}}\"}");
        assertThat(call.headers().get("idempotency-key")).startsWith("run_").endsWith("-step");
        assertThat(call.headers()).doesNotContainKeys("authorization", "x-leak", "bcc");
    }

    @Test
    void a_bearer_token_arrives_whatever_characters_it_has() {
        start("http-request-action", "{baseUrl: \"{{target}}/o\", auth: bearer, token: \"RAW({{connector.secret}})\"}");
        assertThat(call("{}").headers()).containsEntry("authorization", "Bearer " + AwkwardValues.SECRET);
    }

    @Test
    void a_token_can_go_in_a_header_of_its_own() {
        start(
                "http-request-action",
                "{baseUrl: \"{{target}}/o\", auth: header, headerName: X-Key, token: \"RAW({{connector.secret}})\","
                        + " idempotencyHeader: \"\"}");
        Target.Call call = call("{}");
        assertThat(call.headers()).containsEntry("x-key", AwkwardValues.SECRET).doesNotContainKey("idempotency-key");
    }

    @Test
    void a_redirect_is_not_followed() {
        start("http-request-action", "{baseUrl: \"{{target}}/o\"}");
        assertThat(ending(new Target.Reply(302, java.util.Map.of("Location", target.url() + "/elsewhere"), ""), "{}"))
                .isEqualTo("dead after 1");
    }
}
