package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that was sent and never answered may have been done; the timeline says so, and what follows from it. */
class UnknownOutcomesTest {
    private static final Target TARGET = new Target();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final Gate END = new Gate();
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        // The first call to each path is never answered.
        TARGET.answer(call -> {
            if (SEEN.add(call.path())) {
                if (call.path().startsWith("/dropped")) {
                    throw new IllegalStateException("the connection is closed without an answer");
                }
                END.pass();
            }
            return Reply.ok("{\"results\": [{\"id\": \"1\"}]}");
        });
        String lost = "- to: {id: call, uri: \"{{target}}/%s?responseTimeout=300\"}";
        server = new TestServer(folder)
                .setting("target", TARGET.url())
                .route("slow", "slow", lost.formatted("slow"))
                .route("dropped", "dropped", lost.formatted("dropped"))
                .route("refused", "refused", "- to: {id: call, uri: \"http://127.0.0.1:1/refused\"}")
                .route("asks", "asks", """
                        - setHeader: {name: CamelHttpMethod, expression: {constant: {expression: GET}}}
                        - to: {id: call, uri: "{{target}}/asks?responseTimeout=300"}
                        """)
                .route("upsert", "upsert", """
                        - to:
                            id: call
                            uri: kamelet:hubspot-contact-upsert-action
                            parameters: {accessToken: "RAW(secret-token)", baseUrl: "{{target}}", responseTimeout: 300}
                        """)
                .file("routes/once.camel.yaml", """
                        - onException:
                            exception: [java.lang.Exception]
                            onWhen: {expression: {simple: {expression: "${exchangeProperty.hookwrightUnknown}"}}}
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalArgumentException
                                  message: "may have been paid: look before you replay"
                        - route:
                            id: once
                            from:
                              uri: platform-http:/hooks/once
                              steps:
                                - to: {id: call, uri: "{{target}}/once?responseTimeout=300"}
                        """)
                .file("routes/endpoints.yaml", """
                        slow: {provider: unsigned}
                        dropped: {provider: unsigned}
                        refused: {provider: unsigned}
                        asks: {provider: unsigned}
                        upsert: {provider: unsigned}
                        once: {provider: unsigned}
                        """)
                .start();
    }

    @AfterAll
    static void stop() {
        END.open();
        server.close();
        TARGET.close();
    }

    private static JsonNode attempts(String endpoint, String status) {
        return server.awaitRuns(server.accepted(endpoint, "{\"email\": \"jenny@example.com\"}"), status)
                .at("/runs/0/steps/0/attempts");
    }

    @Test
    void a_read_timeout_is_unknown_and_the_success_that_follows_is_perhaps_the_second() {
        JsonNode attempts = attempts("slow", "succeeded");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.at("/0/outcome").asText()).isEqualTo("unknown");
        assertThat(attempts.at("/0/error").asText()).contains("no answer came", "it may have been done");
        assertThat(attempts.at("/1/outcome").asText()).isEqualTo("succeeded");
        assertThat(attempts.at("/1/perhapsTwice").asBoolean()).isTrue();
    }

    @Test
    void a_connection_that_is_closed_without_an_answer_is_unknown() {
        assertThat(attempts("dropped", "succeeded").at("/0/outcome").asText()).isEqualTo("unknown");
    }

    @Test
    void a_connection_that_was_refused_surely_did_nothing() {
        JsonNode attempts = attempts("refused", "waiting");
        assertThat(attempts)
                .hasSize(3)
                .allSatisfy(
                        attempt -> assertThat(attempt.path("outcome").asText()).isEqualTo("retry"));
    }

    @Test
    void a_call_that_only_asks_has_nothing_that_it_may_have_done() {
        JsonNode attempts = attempts("asks", "succeeded");
        assertThat(attempts.at("/0/outcome").asText()).isEqualTo("retry");
        assertThat(attempts.at("/1/perhapsTwice").asBoolean()).isFalse();
    }

    @Test
    void what_a_connector_repeats_safely_is_not_done_twice() {
        JsonNode attempts = attempts("upsert", "succeeded");
        assertThat(attempts.at("/0/outcome").asText()).isEqualTo("unknown");
        assertThat(attempts.at("/1/outcome").asText()).isEqualTo("succeeded");
        assertThat(attempts.at("/1/perhapsTwice").asBoolean()).isFalse();
    }

    @Test
    void a_route_can_rather_stop_than_do_it_twice() {
        String id = server.accepted("once", "{}");
        JsonNode run = server.awaitRuns(id, "dead").at("/runs/0");
        assertThat(run.path("error").asText()).startsWith("may have been paid: look before you replay");
        assertThat(run.at("/steps/0/attempts")).hasSize(1);
        assertThat(TARGET.calls("/once")).hasSize(1);
    }
}
