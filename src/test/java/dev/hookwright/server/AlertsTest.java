package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a real server: what they wait for happens, and a route carries the alarm. */
class AlertsTest {
    private final Target target = new Target();
    private TestServer server;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        target.script(Map.of("/pay", List.of(Target.Reply.status(422)), "/broken", List.of(Target.Reply.status(422))));
        server = new TestServer(folder)
                .setting("target", target.url())
                .file("routes/endpoints.yaml", """
                        shop: {provider: unsigned}
                        stripe: {provider: stripe, secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]}
                        """)
                .file("routes/alerts.yaml", """
                        failing: {dead: any, route: tell, every: 10m}
                        unheard: {dead: any, route: mute}
                        forged: {rejections: 2 in 5m, endpoint: stripe, route: tell}
                        """)
                .file("routes/alarm.camel.yaml", """
                        - route:
                            id: tell-route
                            from:
                              uri: direct:tell
                              steps:
                                - to: {id: chat, uri: "{{target}}/chat"}
                        - route:
                            id: mute-route
                            from:
                              uri: direct:mute
                              steps:
                                - to: {id: broken, uri: "{{target}}/broken"}
                        """)
                .route("pay", "shop", "- to: {id: charge, uri: \"{{target}}/pay\"}");
    }

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    private List<JsonNode> told() {
        return target.calls("/chat").stream()
                .map(call -> TestServer.json(call.body()))
                .toList();
    }

    private void awaitTold(String... states) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(told())
                        .extracting(message -> message.path("alert").asText() + " "
                                + message.path("state").asText())
                        .containsExactly(states));
    }

    private Map<String, JsonNode> alerts() {
        Map<String, JsonNode> alerts = new java.util.TreeMap<>();
        server.get("/api/v1/alerts")
                .path("items")
                .forEach(item -> alerts.put(item.path("name").asText(), item));
        return alerts;
    }

    private List<JsonNode> events(String endpoint) {
        List<JsonNode> events = new ArrayList<>();
        server.get("/api/v1/events?endpoint=" + endpoint).path("items").forEach(events::add);
        return events;
    }

    @Test
    void a_dead_run_is_told_of_by_a_durable_run_which_may_fail_without_another_alarm() {
        server.start();
        assertThat(alerts().get("failing").path("state").asText()).isEqualTo("quiet");
        String dead = server.accepted("shop", "{}");
        server.awaitRuns(dead, "dead");
        awaitTold("failing firing");
        JsonNode example = told().get(0).at("/examples/0");
        assertThat(example.path("event").asText()).isEqualTo(dead);
        assertThat(example.path("route").asText()).isEqualTo("pay");
        assertThat(example.path("step").asText()).isEqualTo("charge");
        assertThat(example.path("error").asText()).startsWith("HTTP 422");
        assertThat(example.path("endpoint").asText()).isEqualTo("shop");

        String said = events("alert:failing").get(0).path("id").asText();
        JsonNode message = server.awaitRuns(said, "succeeded");
        assertThat(message.path("type").asText()).isEqualTo("firing");
        assertThat(message.at("/runs/0/route").asText()).isEqualTo("tell-route");
        assertThat(message.at("/runs/0/steps/0/id").asText()).isEqualTo("chat");
        String unheard = events("alert:unheard").get(0).path("id").asText();
        server.awaitRuns(unheard, "dead");
        JsonNode failing = alerts().get("failing");
        assertThat(failing.path("state").asText()).isEqualTo("firing");
        assertThat(failing.path("count").asInt()).isEqualTo(1);
        assertThat(failing.path("condition").asText()).isEqualTo("dead: any");
        assertThat(failing.path("lastSentAt").asText()).isEqualTo("2026-01-01T00:00:00Z");

        server.restart();
        server.clock().advance(Duration.ofMinutes(10));
        awaitTold("failing firing", "failing resolved");
        assertThat(events("alert:unheard"))
                .as("its own failure counts for nobody")
                .hasSize(1);
        assertThat(told().get(1).path("count").asInt()).isEqualTo(1);
        HttpResponse<String> replay = server.replay(said, "{}");
        assertThat(replay.statusCode()).as(replay.body()).isEqualTo(202);
        awaitTold("failing firing", "failing resolved", "failing firing");
    }

    @Test
    void rejections_are_told_of_and_an_alert_that_a_reload_brings_is_at_work() {
        server.start();
        server.post("stripe", "{}");
        server.post("stripe", "{}");
        awaitTold("forged firing");
        assertThat(told().get(0).path("count").asInt()).isEqualTo(2);
        assertThat(told().get(0).at("/examples/0/reason").asText()).isEqualTo("not-verified");
        server.file("routes/alerts.yaml", "silent: {silent: 2h, endpoint: stripe, route: tel}\n");
        assertThat(server.reload().body()).contains("route: tel starts no route", "did you mean");
        assertThat(alerts()).containsKey("forged");
        server.file("routes/alerts.yaml", "silent: {silent: 2h, endpoint: stripe, route: tell}\n");
        assertThat(server.reload().statusCode()).isEqualTo(200);
        await().until(() -> alerts().get("silent").hasNonNull("watchedSince"));
        server.clock().advance(Duration.ofHours(2));
        awaitTold("forged firing", "silent firing");
    }

    @Test
    void that_events_are_refused_as_the_disk_is_full_is_told_all_the_same() {
        server.file("routes/alerts.yaml", "full: {disk: full, route: tell}\n")
                .setting("hookwright.storage.max", "1KiB")
                .start();
        assertThat(server.post("shop", "{}").statusCode()).isEqualTo(503);
        awaitTold("full firing");
        assertThat(told().get(0).path("summary").asText())
                .startsWith("events are refused: the ledger holds")
                .endsWith("hookwright.storage.max allows 1KiB");
    }
}
