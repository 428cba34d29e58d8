package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With what a body is sent that is JSON by a route's doing. */
class BodyLengthTest extends RouteTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jq: '{name: .name}'                                        | {\"name\":\"Änn\"}",
                "jq: .list                                                  | [1,2.5]",
                "jq: {expression: '{a: .list}', resultType: java.util.Map}  | {\"a\":[1,2.5]}",
                "jq: {expression: .list, resultType: java.util.List}        | [1,2.5]",
                "jq: {expression: '.list[0]', resultType: java.lang.Long}   | 1",
                "jq: {expression: 'true', resultType: java.lang.Boolean}    | true",
            })
    void its_length_is_told_and_it_does_not_come_in_chunks(String expression, String sent) {
        start("""
                - setBody: {%s}
                - to: {id: a, uri: "{{target}}/a"}
                """.formatted(expression));
        String event = server.accepted("in", "{\"name\": \"Änn\", \"list\": [1, 2.5]}");
        server.awaitRuns(event, "succeeded");

        assertThat(target.calls("/a")).singleElement().satisfies(call -> {
            assertThat(call.body()).isEqualTo(sent);
            assertThat(call.headers())
                    .containsEntry("content-length", String.valueOf(sent.getBytes(StandardCharsets.UTF_8).length))
                    .doesNotContainKey("transfer-encoding");
        });
    }
}
