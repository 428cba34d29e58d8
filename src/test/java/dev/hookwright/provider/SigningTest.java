package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;
import static dev.hookwright.provider.ProviderFixture.builtIn;
import static dev.hookwright.provider.ProviderFixture.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request in a provider's place: where what goes, and what stays as it is. */
class SigningTest {
    private static final String URL = "https://hooks.example.com/hooks/orders";
    private static final String KEY = "00112233445566778899aabbccddeeff";

    private static SignedRequest signed(Provider provider, String type, String body, boolean fresh) {
        Draft draft = new Draft(URL, Draft.JSON, body.getBytes(StandardCharsets.UTF_8), type, fresh);
        return provider.sign(draft, Credentials.of(List.of(KEY)), NOW, LocalKeys.NONE);
    }

    private static JsonNode json(SignedRequest request) throws UnreadableBody {
        return request.received().json();
    }

    @ParameterizedTest
    @CsvSource({
        "push, push",
        "issues.opened, issues",
        "issues.closed, issues.closed",
        "pull_request_review.opened, pull_request_review"
    })
    void a_joined_type_is_in_the_header_without_what_the_body_says(String type, String header) {
        SignedRequest request = signed(builtIn("github"), type, "{\"action\": \"opened\"}", true);
        assertThat(request.headers()).containsEntry("x-github-event", header);
    }

    @ParameterizedTest
    @CsvSource({
        "shopify, orders.create, orders/create",
        "gitlab, Merge.Request.Hook, Merge Request Hook",
        "bitbucket, repo.push, repo:push",
        "github, issues.opened, issues.opened",
        "stripe, invoice.paid, invoice.paid"
    })
    void a_type_is_written_as_in_the_provider_s_example(String provider, String file, String written) {
        assertThat(builtIn(provider).typeNamed(file)).isEqualTo(written);
    }

    @Test
    void each_item_is_signed_and_has_a_new_id_and_its_own_type() throws UnreadableBody {
        String item = "{\"NotificationRequestItem\": {\"pspReference\": \"7914073381342284\","
                + " \"eventCode\": \"AUTHORISATION\", \"success\": \"true\", \"merchantAccountCode\": \"a\","
                + " \"merchantReference\": \"b\", \"amount\": {\"value\": 1130, \"currency\": \"EUR\"}}}";
        Provider adyen = builtIn("adyen");
        SignedRequest request =
                signed(adyen, "AUTHORISATION", "{\"notificationItems\": [" + item + "," + item + "]}", true);
        assertThat(adyen.verify(request.received(), Credentials.of(List.of(KEY)), NOW, null))
                .isInstanceOf(Verdict.Verified.class);
        List<EventItem> items = adyen.split(request.received());
        assertThat(items).hasSize(2).allSatisfy(event -> {
            assertThat(event.identity().type()).isEqualTo("AUTHORISATION");
            assertThat(event.identity().id()).matches("[1-9]\\d{15}:AUTHORISATION:true");
        });
        assertThat(items.get(0).identity()).isNotEqualTo(items.get(1).identity());
        assertThat(json(request)
                        .at("/notificationItems/0/NotificationRequestItem/amount/value")
                        .isNumber())
                .isTrue();
    }

    @Test
    void a_payload_stays_as_it_is_but_for_what_is_signed_into_it() throws UnreadableBody {
        String body = "{\"id\": \"evt_1\",  \"n\": 1.10}";
        assertThat(signed(builtIn("stripe"), "x", body, false).body())
                .asString()
                .isEqualTo(body);
        JsonNode mailgun = json(signed(builtIn("mailgun"), "x", "{\"event-data\": {\"id\": \"a\"}}", false));
        assertThat(mailgun.at("/event-data/id").asText()).isEqualTo("a");
        assertThat(mailgun.at("/signature/timestamp").asText()).isEqualTo(String.valueOf(NOW.getEpochSecond()));
        assertThat(mailgun.at("/signature/token").asText()).hasSize(50);
        JsonNode linear = json(signed(builtIn("linear"), "x", "{\"webhookTimestamp\": 1}", false));
        assertThat(linear.path("webhookTimestamp").isNumber()).isTrue();
        assertThat(linear.path("webhookTimestamp").longValue()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void a_token_is_put_into_each_item_and_into_a_query() throws UnreadableBody {
        JsonNode graph = json(signed(builtIn("microsoft-graph"), "x", "{\"value\": [{}, {\"clientState\": 1}]}", true));
        assertThat(graph.at("/value/0/clientState").asText()).isEqualTo(KEY);
        assertThat(graph.at("/value/1/clientState").asText()).isEqualTo(KEY);
        Credentials credentials =
                new Credentials(Map.of("secret", List.of(KEY + "&=")), Map.of("query", "my key"), Optional.empty());
        SignedRequest grid = builtIn("azure-event-grid")
                .sign(Draft.json(URL, new byte[] {'[', ']'}, null), credentials, NOW, LocalKeys.NONE);
        assertThat(grid.query()).isEqualTo("?my+key=" + KEY + "%26%3D");
    }

    @Test
    void what_cannot_be_signed_is_said() {
        assertThatThrownBy(() -> signed(builtIn("travis-ci"), "x", "{}", false)).hasMessageContaining("forms");
        Provider form = provider("schemes: [{type: hmac, algorithm: sha256, signature: {json: sig, encoding: hex},"
                + " signed-content: \"{json.id}\"}]");
        assertThatThrownBy(() -> signed(form, "x", "id=1", false)).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> signed(form, "x", "{}", false)).hasMessageContaining("json id");
        Provider keyed = provider("schemes: [{type: public-key, algorithm: ed25519, signature: {header: x-s, encoding:"
                + " hex}, signed-content: \"{body}\", public-key: {from: secret, format: raw-hex}}]");
        assertThatThrownBy(() -> signed(keyed, "x", "{}", false)).hasMessageContaining("private key");
    }

    @ParameterizedTest
    @CsvSource({
        "evt_1HookwrightSample, evt_[1-9][A-Z][a-z]{9}[A-Z][a-z]{5}",
        "6b29fc40-ca47-1067-b31d-00dd010662da, 6b29fc40-ca47-1067-b31d-[0-9]{2}[a-f]{2}[0-9]{6}[a-f]{2}",
        "7, [1-9][0-9]{8}",
        "12345678901, [1-9][0-9]{10}",
        "evt-1, evt-[1-9][a-z0-9]{8}",
        "https://api.example.com/events/AAAABBBBCC, https://api.example.com/events/[A-F]{10}",
        "2026-01-01T00:00:00Z, 2026-09-21T14:13:20Z"
    })
    void a_new_id_is_of_the_form_of_the_old_one(String old, String form) {
        String made = Fresh.like(old, Instant.ofEpochSecond(1_790_000_000L));
        assertThat(made).matches(form).isNotEqualTo(old);
    }
}
