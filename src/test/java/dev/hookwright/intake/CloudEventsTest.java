package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudEvents 1.0 over HTTP in its three modes, and its web-hook handshake. */
class CloudEventsTest {
    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ENVELOPE =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/orders\",\"type\":\"order.paid\",\"data\":{\"n\":1.10}}";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", """
                        open:
                          provider: cloudevents
                          secrets: []
                          routes: {paid: {types: [order.paid]}}
                        closed: {provider: cloudevents, secrets: [hush]}
                        """)
                .route("paid", "open", "- log: {message: \"${jq(.data.n)} ${variable.event[type]}\"}")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> binary(String body, String... more) {
        List<String> headers = new ArrayList<>(
                List.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/orders", "ce-type", "order.paid"));
        for (int i = 0; i < more.length; i += 2) {
            int at = headers.indexOf(more[i]);
            if (at >= 0) {
                headers.remove(at);
                headers.remove(at);
            }
            if (!more[i + 1].isEmpty()) {
                headers.addAll(List.of(more[i], more[i + 1]));
            }
        }
        return server.post("open", body, headers.toArray(String[]::new));
    }

    private JsonNode accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return server.event(TestServer.json(response.body()).path("id").asText());
    }

    private void assertRefused(HttpResponse<String> response, int status, String code, String reason) {
        int before = server.rejections().size();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(TestServer.json(response.body()).path("code").asText()).isEqualTo(code);
        await().untilAsserted(() -> assertThat(server.rejections())
                .hasSizeGreaterThanOrEqualTo(before)
                .contains(reason));
    }

    @Test
    void in_binary_mode_the_headers_say_what_the_event_is_and_the_body_is_the_data() {
        JsonNode event = accepted(binary(
                "<a/>",
                "Content-Type",
                "application/xml",
                "ce-id",
                "Euro%20%e2%82%AC%20%F0%9F%98%80 100%",
                "ce-type",
                "\"order\\.paid\""));
        assertThat(event.path("dedupKey").asText()).isEqualTo("/orders|Euro € 😀 100%");
        assertThat(event.path("type").asText()).isEqualTo("order.paid");
        assertThat(event.path("body").asText()).isEqualTo("<a/>");
        assertThat(event.path("headers").path("ce-source").asText()).isEqualTo("/orders");
    }

    @Test
    void in_structured_mode_the_envelope_is_the_body() {
        String envelope = ENVELOPE.formatted("1");
        JsonNode event = accepted(server.post("open", envelope, "Content-Type", STRUCTURED));
        assertThat(event.path("dedupKey").asText()).isEqualTo("/orders|1");
        assertThat(event.path("type").asText()).isEqualTo("order.paid");
        assertThat(event.path("body").asText()).isEqualTo(envelope);
        server.awaitRuns(event.path("id").asText(), "succeeded");
    }

    @Test
    void the_same_event_is_known_in_whatever_mode_it_comes_again() {
        JsonNode first = accepted(server.post("open", ENVELOPE.formatted("1"), "Content-Type", STRUCTURED));
        HttpResponse<String> again = binary("{\"n\":1.10}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(again.body()).path("id")).isEqualTo(first.path("id"));
        assertThat(binary("{}", "ce-source", "/other").statusCode())
                .as("another source")
                .isEqualTo(202);
    }

    @Test
    void a_batch_that_would_take_many_times_the_room_of_what_was_sent_is_refused() {
        String batch = IntStream.range(0, 5_000)
                .mapToObj(i -> ENVELOPE.formatted(Integer.toString(i)))
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> refused =
                server.post("open", batch, "Content-Type", BATCH, "X-Padding", "x".repeat(12_000));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"code\":\"body-too-large\"");
        await().until(() -> server.rejections().size() == 1);
        assertThat(server.rejections().get(0)).contains("the body holds 5000 events");
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    @Test
    void a_batch_is_an_event_for_each_of_its_envelopes() {
        String batch = "[" + ENVELOPE.formatted("1") + "," + ENVELOPE.formatted("2") + "]";
        JsonNode answer = TestServer.json(
                server.post("open", batch, "Content-Type", BATCH).body());
        assertThat(answer.path("ids")).hasSize(2);
        JsonNode second = server.awaitRuns(answer.path("ids").get(1).asText(), "succeeded");
        assertThat(second.path("dedupKey").asText()).isEqualTo("/orders|2");
        assertThat(second.path("body").asText()).isEqualTo(ENVELOPE.formatted("2"));
        HttpResponse<String> longer =
                server.post("open", batch.replace("]", "," + ENVELOPE.formatted("3") + "]"), "Content-Type", BATCH);
        assertThat(TestServer.json(longer.body()).path("ids").get(0))
                .isEqualTo(answer.path("ids").get(0));
        assertThat(server.get("/api/v1/events").path("items")).hasSize(3);
    }

    @Test
    void what_lacks_a_required_attribute_is_refused_with_the_reason() {
        String code = "not-an-event";
        assertRefused(binary("{}", "ce-specversion", "0.3"), 400, code, "header ce-specversion is not \"1.0\"");
        assertRefused(binary("{}", "ce-id", ""), 400, code, "no header ce-id");
        assertRefused(binary("{}", "ce-source", "a|b"), 400, code, "header ce-source holds \"|\"");
        assertRefused(
                binary("{}", "ce-type", "%C0%A0"), 400, code, "header ce-type: a percent-encoded header is not UTF-8");
        assertRefused(server.post("open", ENVELOPE.formatted("")), 400, code, "no header ce-specversion");
        assertRefused(
                server.post("open", ENVELOPE.formatted(""), "Content-Type", STRUCTURED), 400, code, "json id is empty");
        assertRefused(
                server.post("open", ENVELOPE.replace("\"1.0\"", "1.0"), "Content-Type", STRUCTURED),
                400,
                code,
                "json specversion is not a text");
        assertRefused(
                server.post(
                        "open", "[" + ENVELOPE.formatted("1") + ",{\"specversion\":\"1.0\"}]", "Content-Type", BATCH),
                400,
                code,
                "event 2 of the list: no json id");
        assertRefused(
                server.post("open", ENVELOPE.formatted("1"), "Content-Type", BATCH),
                400,
                code,
                "the body holds no list of events");
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    @Test
    void a_format_that_is_not_read_is_an_unsupported_media_type() {
        assertRefused(
                binary("x", "Content-Type", "application/cloudevents+avro"),
                415,
                "unsupported-media-type",
                "events as application/cloudevents+avro are not read");
    }

    @Test
    void a_token_in_the_header_or_the_query_lets_in_where_there_is_one() {
        String[] attributes = {"ce-specversion", "1.0", "ce-id", "1", "ce-source", "/o", "ce-type", "t"};
        assertRefused(
                server.post("closed", "{}", attributes),
                401,
                "not-verified",
                "missing-signature: no header authorization and no query access_token");
        List<String> withToken = new ArrayList<>(List.of(attributes));
        withToken.addAll(List.of("Authorization", "Bearer hush"));
        server.accepted("closed", "{}", withToken.toArray(String[]::new));
        HttpRequest.Builder byQuery = HttpRequest.newBuilder(URI.create(server.hooks("closed") + "?access_token=hush"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        for (int i = 0; i < attributes.length; i += 2) {
            byQuery.header(attributes[i], attributes[i + 1]);
        }
        assertThat(server.send(byQuery.build()).statusCode()).as("a duplicate").isEqualTo(200);
    }

    @Test
    void a_sender_that_asks_may_send() {
        HttpResponse<String> asked = server.send(HttpRequest.newBuilder(server.hooks("closed"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("WebHook-Request-Origin", "sender.example.com")
                .header("WebHook-Request-Callback", "https://sender.example.com/confirm?id=1")
                .header("WebHook-Request-Rate", "120")
                .build());
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("WebHook-Allowed-Origin")).hasValue("sender.example.com");
        assertThat(asked.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
        assertThat(asked.headers().firstValue("Allow")).hasValue("POST");
        HttpResponse<String> other = server.send(HttpRequest.newBuilder(server.hooks("closed"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(other.statusCode()).as("asks for nothing").isEqualTo(405);
    }
}
