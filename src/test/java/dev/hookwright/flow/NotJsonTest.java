package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is not JSON, or JSON and something else behind it, ends a run alike, whatever reads it and as what it came. */
class NotJsonTest extends RouteTests {
    private static final Map<String, String> READERS = Map.of(
            "jq", "- setBody: {jq: {expression: .}}",
            "jsonpath", "- setBody: {jsonpath: {expression: $}}",
            "simple-jq", "- setBody: {simple: {expression: \"${jq(.)}\"}}",
            "simple-jsonpath", "- setBody: {simple: {expression: \"${jsonpath($)}\"}}",
            "predicate", "- filter: {jq: {expression: \".a == 1\"}, steps: [{log: x}]}",
            "stream", """
                    - convertBodyTo: {type: java.io.InputStream}
                    - setBody: {jq: {expression: .}}""",
            "unmarshal", "- unmarshal: {json: {}}");

    private void start(Map<String, String> routes) {
        routes.forEach((name, steps) -> server.route(name, "in", steps));
        server.file("routes/endpoints.yaml", "in: {provider: unsigned}\n").start();
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = true, delimiter = ';', quoteCharacter = '`', textBlock = """
            text/plain               ; 123 Main St        ; (line 1, column 5)
            application/octet-stream ; 123 Main St        ; (line 1, column 5)
            text/plain               ; true story         ; (line 1, column 6)
            text/plain               ; {"a":1} garbage    ; (line 1, column 9)
            application/octet-stream ; {"a":1} garbage    ; (line 1, column 9)
            application/x-ndjson     ; `{"a":1}\n{"a":2}` ; (line 2, column 1)
            text/plain               ; hello              ; (line 1, column 1)
            application/octet-stream ; hello              ; (line 1, column 1)
            application/xml          ; <a/>               ; (line 1, column 1)
            application/octet-stream ; <a/>               ; (line 1, column 1)
            text/plain               ; `\u0003`             ; (line 1, column 2)
            application/octet-stream ; `\u0003`             ; (line 1, column 2)
            text/plain               ; [1 2]              ; (line 1, column 4)
            """)
    void all_that_read_json_say_the_same_of_what_is_not(String type, String body, String where) {
        start(READERS);
        JsonNode event = server.awaitRuns(server.accepted("in", body, "Content-Type", type), "dead");
        assertThat(errors(event))
                .containsOnlyKeys(READERS.keySet())
                .allSatisfy((route, error) -> assertThat(error).startsWith("the body is not JSON " + where + " (in "));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {"simple: {expression: \"${null}\"}", "constant: {expression: \"\"}"})
    void a_body_that_has_no_text_ends_a_run_of_jsonpath_in_the_same_words(String body) {
        start("- setBody: {" + body + "}\n- setBody: {jsonpath: {expression: $.a}}");
        String error = server.awaitRuns(server.accepted("in", "{}"), "dead")
                .at("/runs/0/error")
                .asText();
        assertThat(error).matches("the body is not JSON( [(]line 1, column 1[)])? [(]in .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setBody: {jq: {expression: .n}}",
                "setBody: {simple: {expression: \"${jq(.n)}\"}}",
                "filter: {jq: {expression: .n == 1}, steps: [{log: x}]}"
            })
    void an_answer_without_a_body_is_said_to_be_empty(String step) {
        target.answer(call -> Target.Reply.status(204));
        start("""
                - to: {id: gone, uri: "kamelet:http-request-action", parameters: {baseUrl: "{{target}}/gone"}}
                - %s
                """.formatted(step));
        JsonNode event = server.awaitRuns(server.accepted("in", "{}"), "dead");
        assertThat(event.at("/runs/0/error").asText()).startsWith("the body is empty, where JSON is wanted (in ");
    }

    @Test
    void blanks_behind_json_are_nothing() {
        Map<String, String> senders = new TreeMap<>();
        READERS.forEach(
                (name, steps) -> senders.put(name, steps + "\n- to: {id: out, uri: \"{{target}}/" + name + "\"}"));
        start(senders);
        server.awaitRuns(server.accepted("in", " {\"a\":1} \r\n\t", "Content-Type", "text/plain"), "succeeded");
        server.awaitRuns(server.accepted("in", "{\"a\":2}\n", "Content-Type", "application/octet-stream"), "succeeded");
    }

    @Test
    void lines_of_json_are_read_one_by_one_where_a_split_makes_parts_of_them() {
        start("""
                - split:
                    tokenize: {token: "\\n"}
                    steps:
                      - setBody: {jq: {expression: "{n: .a}"}}
                      - to: {id: out, uri: "{{target}}/out"}
                """);
        String lines = "{\"a\":1}\n{\"a\":2}\n";
        server.awaitRuns(server.accepted("in", lines, "Content-Type", "application/x-ndjson"), "succeeded");
        assertThat(target.calls("/out")).extracting(Target.Call::body).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void a_number_in_bytes_has_all_its_digits_for_jq() {
        start("- setBody: {jq: {expression: \"{n: .n}\"}}\n- to: {id: out, uri: \"{{target}}/out\"}");
        String number = "{\"n\":12345678901234567.89}";
        server.awaitRuns(server.accepted("in", number, "Content-Type", "application/octet-stream"), "succeeded");
        assertThat(target.calls("/out").get(0).body()).isEqualTo(number);
    }
}
