package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void a_lost_answer_and_what_it_may_have_led_to_are_told() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Timeline(new PrintStream(out, true, StandardCharsets.UTF_8)).print(new ObjectMapper().readTree("""
                {"id": "evt_1", "receivedAt": "2026-01-01T00:00:00Z", "runs": [
                  {"route": "main", "status": "succeeded", "attempt": 1, "steps": [
                    {"id": "pay", "connector": "https", "attempts": [
                      {"at": "2026-01-01T00:00:01Z", "durationMs": 300, "outcome": "unknown",
                       "error": "no answer came (Read timed out): it may have been done", "perhapsTwice": false},
                      {"at": "2026-01-01T00:00:02Z", "durationMs": 5, "outcome": "succeeded",
                       "statusCode": 200, "perhapsTwice": true}]}]}]}
                """));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("no answer came (Read timed out): it may have been done, in 300 ms")
                .contains("done, perhaps twice, 200 in 5 ms");
    }

    @Test
    void what_was_sent_is_told_where_all_is_and_the_route_s_version_where_it_is_another_now() throws IOException {
        JsonNode event = new ObjectMapper().readTree("""
                {"id": "evt_1", "receivedAt": "2026-01-01T00:00:00Z", "body": "one\\ntwo", "runs": [
                  {"route": "main", "status": "succeeded", "attempt": 1, "version": "00000000000a", "steps": [
                    {"id": "pay", "connector": "https", "attempts": [
                      {"at": "2026-01-01T00:00:02Z", "durationMs": 5, "outcome": "succeeded", "statusCode": 200,
                       "request": {"body": "sent"}, "response": "answered"}]}]}]}
                """);
        assertThat(said(event, "00000000000b", true))
                .contains("  body      one", "            two")
                .contains("sent     {\"body\":\"sent\"}", "answered answered")
                .contains("version   00000000000a of the route, which is 00000000000b now");
        assertThat(said(event, "00000000000a", false)).doesNotContain("version", "sent", "answered");
    }

    private static String said(JsonNode event, String version, boolean full) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Timeline(print, Map.of("main", version), full).print(event);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_strangers_wrote_does_not_steer_the_terminal() throws IOException {
        JsonNode event = new ObjectMapper().readTree("""
                {"id": "evt_1", "receivedAt": "2026-01-01T00:00:00Z", "type": "a\\u001b[2Jb", "body": "one\\u001b]0;x\\u0007\\ntwo",
                 "runs": [{"route": "main", "status": "dead", "attempt": 1, "error": "no \\u009b2J",
                  "steps": [{"id": "pay", "connector": "https", "attempts": [{"at": "2026-01-01T00:00:02Z",
                   "durationMs": 5, "outcome": "failed", "error": "\\u001bc", "response": "\\u001b[8m"}]}]}]}
                """);
        assertThat(said(event, "00000000000b", true) + EventLine.of(event))
                .contains("a [2Jb", "two")
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f&&[^\\n]]");
    }
}
