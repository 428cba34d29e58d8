package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedCallsTest {
    @TempDir
    private static Path folder;

    @ParameterizedTest
    @CsvSource({
        "hubspot-contact-upsert-action, false",
        "linear-issue-create-action, false",
        "intercom-contact-upsert-action, false",
        "github-issue-close-action, false",
        "freshdesk-ticket-create-action, false",
        "slack-message-sink, true",
        "smtp-send-sink, true",
        "http-request-action, true",
        "hubspot-deal-create-action, true",
        "jenkins-build-action, true",
        "discord-message-action, true",
        "openai-chat-action, true"
    })
    void the_description_says_whether_a_repeated_call_may_do_it_twice(String connector, boolean twice) {
        assertThat(new RepeatedCalls(new Workspace(folder)).mayDouble(connector))
                .isEqualTo(twice);
    }

    @Test
    void of_a_plain_url_nobody_knows() {
        assertThat(new RepeatedCalls(new Workspace(folder)).mayDouble("https")).isTrue();
    }
}
