package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a vendor says of its answer's encoding counts for that answer; the route has text in UTF-8. */
class AnswerEncodingTest extends RouteTests {
    private static final String TEXT = "{\"text\":\"Jörg ✓ €\",\"chatId\":\"7\"}";
    private static final List<Reply> DOWN_AT_FIRST =
            List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"));

    private static Reply reply(String type, String body) {
        return new Reply(200, Map.of("Content-Type", type), body);
    }

    private JsonNode driveTwice() {
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        return server.awaitRuns(id, "succeeded");
    }

    private static String connector(String id, String name, String parameters) {
        return "- to: {id: " + id + ", uri: \"kamelet:" + name + "\", parameters: {" + parameters + "}}\n";
    }

    private static String request(String id) {
        return connector(id, "http-request-action", "baseUrl: \"{{target}}/" + id + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "foo-8", "UTF-16"})
    void the_next_calls_are_in_utf_8(String charset) {
        target.answer(call -> call.path().startsWith("/said")
                ? reply("application/json; charset=" + charset, "{}")
                : Reply.ok("{\"ok\":true,\"result\":{\"message_id\":1}}"));
        String text = "- setBody: {constant: {expression: '" + TEXT + "'}}\n";
        String secret = "secret: \"RAW(whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfe)\", ";
        start(request("said-1")
                + text
                + request("b")
                + request("said-2")
                + text
                + connector("c", "signed-webhook-sink", secret + "baseUrl: \"{{target}}/c\"")
                + request("said-3")
                + text
                + connector("d", "telegram-message-action", "token: \"1\", baseUrl: \"{{target}}\"")
                + "- to: {id: said-4, uri: \"{{target}}/said-4\"}\n"
                + text
                + "- to: {id: f, uri: \"{{target}}/f\"}\n");
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(List.of("/b", "/c", "/f")).allSatisfy(path -> {
            assertThat(target.calls(path).get(0).body()).isEqualTo(TEXT);
            assertThat(target.calls(path).get(0).headers().get("content-type"))
                    .matches("application/json(; ?charset=(utf|UTF)-8)?");
        });
        assertThat(target.calls("/bot1/sendMessage").get(0).body()).contains("Jörg ✓ €");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=ISO-8859-1, Jörg",
        "application/json; charset=foo-8,      Jörg ✓",
        "application/json; charset=UTF-16,     Jörg ✓",
        "text/plain; charset=windows-1252,     Jörg €"
    })
    void the_answer_itself_is_read_by_what_it_says(String type, String name) {
        String answer = "{\"n\":\"" + name + "\"}";
        target.script(Map.of("/a", List.of(reply(type, answer)), "/b", DOWN_AT_FIRST));
        start("- to: {id: a, uri: \"{{target}}/a\"}\n"
                + "- setBody: {simple: {expression: \"${header.Content-Type} ${jq(.n)} ${body}\"}}\n"
                + request("b"));
        JsonNode event = driveTwice();
        assertThat(event.at("/runs/0/steps/0/attempts/0/response").asText()).isEqualTo(answer);
        String seen = type.replaceFirst("=.*", "=utf-8") + " " + name + " " + answer;
        assertThat(target.calls("/a")).hasSize(1);
        assertThat(target.calls("/b"))
                .hasSize(4)
                .allSatisfy(call -> assertThat(call.body()).isEqualTo(seen));
    }

    @Test
    void an_answer_in_a_variable_is_in_utf_8_too() {
        target.script(Map.of(
                "/a", List.of(reply("application/json; charset=ISO-8859-1", "{\"n\":\"Jörg\"}")), "/b", DOWN_AT_FIRST));
        start("""
                - to: {id: a, uri: "{{target}}/a", variableReceive: answer}
                - setBody: {jq: {expression: '{n: (variable("answer") | fromjson | .n), other: "✓"}', resultType: java.lang.String}}
                """ + request("b"));
        driveTwice();
        assertThat(target.calls("/b"))
                .hasSize(4)
                .allSatisfy(call ->
                        assertThat(call.body()).isEqualToIgnoringWhitespace("{\"n\":\"Jörg\",\"other\":\"✓\"}"));
    }

    @Test
    void a_connector_reads_its_vendor_s_answer_by_what_that_says() {
        target.script(Map.of("/bot1/sendMessage", List.of(reply("application/json; charset=UTF-16", """
                {"ok": true, "result": {"message_id": 1, "chat": {"id": "ö"}}}"""))));
        start("- setBody: {constant: {expression: '" + TEXT + "'}}\n"
                + connector("a", "telegram-message-action", "token: \"1\", baseUrl: \"{{target}}\"")
                + request("b"));
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/b").get(0).body()).isEqualToIgnoringWhitespace("{\"messageId\":1,\"chatId\":\"ö\"}");
    }

    @Test
    void bytes_that_are_no_text_stay_as_they_are() {
        target.script(Map.of("/a", List.of(reply("application/pdf; charset=UTF-16", "x"))));
        start("- to: {id: a, uri: \"{{target}}/a\"}\n" + request("b"));
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/b").get(0).body()).isEqualTo("\uFFFD\uFFFD\0x");
    }
}
