package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event that is replayed with another body is of the type that this has. */
class EditedBodyTest extends RouteTests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SEND = "- to: {id: out, uri: \"{{target}}/out\"}\n";

    /** The new event, whose route has run. */
    private JsonNode edited(String sent, String contentType, String body) {
        String event = server.accepted("in", sent, "Content-Type", contentType, "X-Shop", "a");
        server.awaitRuns(event, "succeeded");
        String answer = server.replay(event, "{\"body\": " + body + "}").body();
        return server.awaitRuns(TestServer.json(answer).path("eventId").asText(), "succeeded");
    }

    private String lastSent() {
        return target.calls("/out").get(1).body();
    }

    @Test
    void a_new_text_is_utf_8_whatever_the_old_one_was() {
        start("- setBody: {simple: {expression: \"${body}!\"}}\n" + SEND);
        JsonNode event = edited("abc", "text/plain; Charset=iso-8859-1; format=flowed", "\"M\u00fcller \u20ac\"");
        assertThat(lastSent()).isEqualTo("M\u00fcller \u20ac!");
        assertThat(event.path("body").asText()).isEqualTo("M\u00fcller \u20ac");
        assertThat(event.at("/headers/content-type").asText()).isEqualTo("text/plain; format=flowed; charset=utf-8");
        assertThat(event.at("/headers/x-shop").asText()).isEqualTo("a");
    }

    @Test
    void an_object_instead_of_a_form_is_json() {
        start("- setBody: {simple: {expression: \"${jq(.name)}\"}}\n" + SEND);
        JsonNode event = edited("name=x", FORM, "{\"name\": \"M\u00fcller\"}");
        assertThat(lastSent()).isEqualTo("M\u00fcller");
        assertThat(event.at("/headers/content-type").asText()).isEqualTo("application/json");
    }

    @Test
    void a_text_instead_of_a_form_is_a_form() {
        start("- setBody: {simple: {expression: \"${body[name]}\"}}\n" + SEND);
        JsonNode event = edited("name=x", FORM + "; charset=iso-8859-1", "\"name=M%FCller\"");
        assertThat(lastSent()).isEqualTo("M\u00fcller");
        assertThat(event.at("/headers/content-type").asText()).isEqualTo(FORM + "; charset=iso-8859-1");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, '{\"a\": 1}'",
        "application/vnd.shop+json; v=2, '[1]'",
        "text/plain, '\"text\"'",
        "application/xml, '\"<a/>\"'"
    })
    void a_type_that_is_true_of_the_new_body_too_stays_as_it_is(String type, String body) {
        start(SEND);
        String sent = type.contains("xml") ? "<a/>" : "{}";
        assertThat(edited(sent, type, body).at("/headers/content-type").asText())
                .isEqualTo(type);
    }
}
