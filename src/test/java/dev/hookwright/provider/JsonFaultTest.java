package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator is told of JSON that could not be read. */
class JsonFaultTest {
    private static final String BEGIN = "the body is not JSON that can be read: ";

    private static void assertRefused(String json, String reason) {
        assertRefused(json.getBytes(StandardCharsets.UTF_8), reason);
    }

    private static void assertRefused(byte[] json, String reason) {
        assertThatThrownBy(() -> BodyJson.tree(json))
                .isInstanceOf(UnreadableBody.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"a":1,"a":2}    ; the key "a" stands twice (line 1, column 11)
            {"a":[{"b":NaN}] ; a word is not true, false or null (line 1, column 15)
            {"a": pending}   ; a word is not true, false or null (line 1, column 15)
            [1,              ; it ends before its end (line 1, column 4)
            {"a": "b         ; it ends before its end (line 1, column 9)
            {'a': 1}         ; a character is not one that JSON has there (line 1, column 2)
            <a/>             ; a character is not one that JSON has there (line 1, column 1)
            [-]              ; a character is not one that JSON has there (line 1, column 3)
            [.5]             ; a character is not one that JSON has there (line 1, column 2)
            ["\\u12"]        ; a character is not one that JSON has there (line 1, column 7)
            [01]             ; a number is not written as JSON has it (line 1, column 3)
            ["\\x"]          ; a text has a backslash before what needs none (line 1, column 4)
            ["a\tb"]         ; a text has a control character that is not escaped (line 1, column 4)
            [1e1001]         ; a number has an exponent beyond 1000 (line 1, column 8)
            [1e-1001]        ; a number has an exponent beyond 1000 (line 1, column 9)
            [1e9999999999]   ; a number has an exponent beyond 1000 (line 1, column 14)
            """)
    void what_is_wrong_is_said_and_where(String json, String what) {
        assertRefused(json, BEGIN + what);
    }

    private static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("[".repeat(600) + "]".repeat(600), "it is nested more than 200 deep (line 1, column 202)"),
                Arguments.of("{\"a\":".repeat(201), "it is nested more than 200 deep (line 1, column 1002)"),
                Arguments.of("[" + "9".repeat(401) + "]", "a number has more than 400 characters (line 1, column 403)"),
                Arguments.of("{\"" + "k".repeat(5_000) + "\":1}", "a key has more than 2000 characters"),
                Arguments.of("{\"" + "é".repeat(5_000) + "\":1}", "a key has more than 2000 characters"));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void what_there_is_too_much_of_is_said_with_the_limit(String json, String what) {
        assertThatThrownBy(() -> BodyJson.tree(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableBody.class)
                .hasMessageStartingWith(BEGIN + what);
    }

    @Test
    void of_a_key_no_more_than_the_beginning_is_quoted_and_on_one_line() {
        String key = "\\n" + "k".repeat(1_000);
        assertThatThrownBy(
                        () -> BodyJson.tree(("{\"" + key + "\":1,\"" + key + "\":2}").getBytes(StandardCharsets.UTF_8)))
                .hasMessage(BEGIN + "the key \"?" + "k".repeat(39) + "…\" stands twice (line 1, column 2013)");
    }

    @Test
    void what_is_not_utf_8_is_called_so() {
        assertRefused(new byte[] {'[', '"', (byte) 0xFF, '"', ']'}, BEGIN + "it is not UTF-8 (line 1, column 4)");
        assertRefused("[\"é\"]".getBytes(StandardCharsets.ISO_8859_1), BEGIN + "it is not UTF-8 (line 1, column 5)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"a":1} {"a":2}
            {"a":1} garbage
            1 ]
            """)
    void what_stands_behind_the_end_is_called_so(String json) {
        assertRefused(json, "there is something behind the end of the JSON");
    }

    @Test
    void what_is_within_the_limits_is_read() throws UnreadableBody {
        String json =
                "[".repeat(198) + "{\"" + "k".repeat(2_000) + "\":[" + "9".repeat(400) + ",1e1000]}" + "]".repeat(198);
        assertThat(BodyJson.tree(json.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
}
