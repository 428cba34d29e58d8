package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackMessageTest extends ConnectorTests {
    private static final String HELLO = "{\"text\": \"hello\"}";

    @BeforeEach
    void start() {
        start(
                "slack-message-sink",
                "{baseUrl: \"{{target}}\", channel: \"#onboarding\", token: \"RAW({{connector.secret}})\"}");
    }

    @Test
    void the_request_posts_the_message() {
        target.answer(call -> reply(200, "{\"ok\": true}"));
        Target.Call call = call("{\"text\": \"a \\\"b\\\" ${body}\", \"thread_ts\": \"1.2\"}");
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /api/chat.postMessage");
        assertThat(call.headers()).containsEntry("authorization", "Bearer " + AwkwardValues.SECRET);
        assertThat(call.headers()).doesNotContainKeys("x-leak", "bcc", "hookwrightchannel");
        assertThat(TestServer.json(call.body()))
                .isEqualTo(TestServer.json(
                        "{\"channel\": \"#onboarding\", \"text\": \"a \\\"b\\\" ${body}\", \"thread_ts\": \"1.2\"}"));
    }

    @Test
    void a_failure_that_hides_in_a_200_is_found() {
        assertThat(ending(reply(200, "{\"ok\": true}"), HELLO)).isEqualTo("succeeded after 1");
        assertThat(ending(reply(200, "{\"ok\": false, \"error\": \"channel_not_found\"}"), HELLO))
                .isEqualTo("dead after 1");
        assertThat(ending(reply(200, "{\"ok\": false, \"error\": \"internal_error\"}"), HELLO))
                .isEqualTo("waiting after 3");
        assertThat(ending(reply(200, "{\"ok\": true}"), "{}")).isEqualTo("dead after 0");
        // The last one: from then on nobody calls it for a while.
        assertThat(ending(new Target.Reply(429, java.util.Map.of("Retry-After", "30"), ""), HELLO))
                .isEqualTo("waiting after 1");
    }
}
