package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.hookwright.testing.Target;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checked with the library that receivers use. */
class SignedWebhookTest extends ConnectorTests {
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfe";
    private static final String OLD = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final String PAYLOAD = "{\"text\": \"a \\\"b\\\" ${body} {{x}} é 😀\"}";

    private void startWith(String secret) {
        server.setting("hook.secret", secret);
        start("signed-webhook-sink", "{baseUrl: \"{{target}}/in\", secret: \"RAW({{hook.secret}})\"}");
    }

    private static void verify(String secret, Target.Call call, String body) throws Exception {
        Map<String, List<String>> headers = call.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        new Webhook(secret)
                .verify(body, HttpHeaders.of(headers, (name, value) -> true).map());
    }

    @Test
    void a_receiver_with_either_secret_takes_it_and_no_other_does() throws Exception {
        startWith(NEW + " " + OLD);
        Target.Call call = call(PAYLOAD);
        assertThat(call.body()).isEqualTo(PAYLOAD);
        verify(NEW, call, call.body());
        verify(OLD, call, call.body());
        assertThatThrownBy(() -> verify("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", call, call.body()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(NEW, call, call.body() + " ")).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void a_repeated_call_has_the_same_id() throws Exception {
        startWith(NEW);
        target.script(Map.of("/in", List.of(Target.Reply.status(503), Target.Reply.status(204))));
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls()).hasSize(2);
        assertThat(target.calls().get(0).headers().get("webhook-id"))
                .endsWith("-step")
                .isEqualTo(target.calls().get(1).headers().get("webhook-id"));
        for (Target.Call call : target.calls()) {
            verify(NEW, call, "{}");
        }
    }

    @Test
    void a_secret_that_is_none_is_refused_without_being_shown() {
        startWith("whsec_not*base64");
        String event = server.awaitRuns(server.accepted("in", "{}"), "dead").toString();
        assertThat(event).contains("is not whsec_ and base64").doesNotContain("not*base64");
    }
}
