package dev.hookwright.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.OtlpReceiver;
import dev.hookwright.testing.OtlpReceiver.Span;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace goes through from the sender to all that is called, and a collector is told of each part. */
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";
    private static final int SERVER = 2;
    private static final int CLIENT = 3;
    private static final int CONSUMER = 5;
    private static final int ERROR = 2;

    @TempDir
    private static Path folder;

    private static Target target;
    private static OtlpReceiver collector;
    private static TestServer server;

    @BeforeAll
    static void start() {
        target = new Target();
        collector = new OtlpReceiver();
        server = server(folder.resolve("traced"))
                .setting("hookwright.otel.endpoint", collector.url())
                .setting("hookwright.otel.headers", "Authorization=Basic dGVzdDp0ZXN0")
                .start();
    }

    private static TestServer server(Path workspace) {
        return new TestServer(workspace)
                .file("application.properties", "target=" + target.url() + "\n")
                .file("routes/endpoints.yaml", """
                        in: {provider: unsigned, dedupKey: body, routes: {r: {retry: [1m]}}}
                        """)
                .route("r", "in", """
                        - setHeader: {name: traceparent, expression: {jq: {expression: ".fake"}}}
                        - to: {id: plain, uri: "{{target}}/plain"}
                        - to:
                            id: connected
                            uri: kamelet:http-request-action
                            parameters: {baseUrl: "{{target}}/connected"}
                        - to: {id: last, uri: "{{target}}/last", parameters: {}}
                        """);
    }

    @AfterAll
    static void stop() {
        server.close();
        collector.close();
        target.close();
    }

    private static List<Span> spansOf(String traceId, int atLeast) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> collector.spans().stream()
                                .filter(span -> span.traceId().equals(traceId))
                                .count()
                        >= atLeast);
        return collector.spans().stream()
                .filter(span -> span.traceId().equals(traceId))
                .toList();
    }

    private static Span only(List<Span> spans, int kind) {
        assertThat(spans.stream().filter(span -> span.kind() == kind)).hasSize(1);
        return spans.stream().filter(span -> span.kind() == kind).findFirst().orElseThrow();
    }

    private static String sent(String path) {
        List<Target.Call> calls = target.calls(path);
        return calls.get(calls.size() - 1).headers().get("traceparent");
    }

    private static String traceSent(String path) {
        return sent(path).split("-")[1];
    }

    @Test
    void a_sender_s_trace_goes_through_the_run_to_every_call() {
        String id = server.accepted(
                "in",
                "{\"n\": 1, \"fake\": \"00-11111111111111111111111111111111-1111111111111111-01\"}",
                "traceparent",
                PARENT,
                "tracestate",
                "vendor=1");
        server.awaitRuns(id, "succeeded");
        List<Span> spans = spansOf(TRACE, 5);
        assertThat(spans).hasSize(5);
        Span accepted = only(spans, SERVER);
        assertThat(accepted.parentId()).isEqualTo(SPAN);
        assertThat(accepted.name()).isEqualTo("POST /hooks/in");
        assertThat(accepted.state()).isEqualTo("vendor=1");
        assertThat(accepted.attributes())
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.route", "/hooks/in")
                .containsEntry("http.response.status_code", "202")
                .containsEntry("client.address", "127.0.0.1")
                .containsEntry("hookwright.event.id", id);
        Span run = only(spans, CONSUMER);
        assertThat(run.parentId()).isEqualTo(accepted.spanId());
        assertThat(run.name()).isEqualTo("process r");
        assertThat(run.links()).isEmpty();
        assertThat(run.attributes())
                .containsEntry("messaging.destination.name", "r")
                .containsEntry("messaging.message.id", id)
                .containsEntry("hookwright.outcome", "succeeded");
        for (String step : List.of("plain", "connected", "last")) {
            Span call = spans.stream()
                    .filter(span -> span.name().equals(step))
                    .findFirst()
                    .orElseThrow();
            assertThat(call.kind()).isEqualTo(CLIENT);
            assertThat(call.parentId()).isEqualTo(run.spanId());
            assertThat(call.nanos()).isPositive();
            assertThat(call.attributes())
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("server.address", "127.0.0.1")
                    .containsEntry("hookwright.outcome", "succeeded");
            assertThat(sent("/" + step)).isEqualTo("00-" + TRACE + "-" + call.spanId() + "-01");
        }
        assertThat(target.calls("/connected"))
                .last()
                .satisfies(call -> assertThat(call.headers()).containsEntry("tracestate", "vendor=1"));
        assertThat(collector.resources())
                .allSatisfy(resource -> assertThat(resource).containsEntry("service.name", "hookwright"));
        assertThat(collector.credentials()).containsOnly("Basic dGVzdDp0ZXN0");
    }

    @Test
    void every_try_and_every_drive_is_a_span_of_one_trace_that_begins_here() {
        target.script(Map.of("/plain", List.of(Reply.status(422), Reply.ok("{}"))));
        String id = server.accepted("in", "{\"n\": 2}");
        server.awaitRuns(id, "dead");
        String trace = traceSent("/plain");
        List<Span> spans = spansOf(trace, 3);
        Span accepted = only(spans, SERVER);
        assertThat(accepted.parentId()).isEmpty();
        Span call = only(spans, CLIENT);
        assertThat(call.status()).isEqualTo(ERROR);
        assertThat(call.message()).contains("422");
        assertThat(call.attributes())
                .containsEntry("error.type", "422")
                .containsEntry("http.response.status_code", "422")
                .containsEntry("hookwright.outcome", "failed");
        Span run = only(spans, CONSUMER);
        assertThat(run.status()).isEqualTo(ERROR);
        assertThat(run.attributes()).containsEntry("error.type", "permanent").containsEntry("hookwright.attempt", "1");
        assertThat(sent("/plain")).isEqualTo("00-" + trace + "-" + call.spanId() + "-01");
        replayLinksBack(id, accepted);
    }

    private void replayLinksBack(String id, Span accepted) {
        assertThat(server.replay(id, "{\"from\": \"failed\"}").statusCode()).isEqualTo(202);
        server.awaitRuns(id, "succeeded");
        String trace = traceSent("/last");
        assertThat(trace).isNotEqualTo(accepted.traceId());
        List<Span> spans = spansOf(trace, 4);
        Span run = only(spans, CONSUMER);
        assertThat(run.parentId()).isEmpty();
        assertThat(run.links()).containsExactly(accepted.traceId() + "-" + accepted.spanId());
        assertThat(run.attributes()).containsEntry("hookwright.replay", "1").containsEntry("hookwright.attempt", "2");
    }

    @Test
    void a_sender_that_does_not_record_its_trace_is_not_recorded() {
        String other = "1af7651916cd43dd8448eb211c80319c";
        String id = server.accepted("in", "{\"n\": 3}", "traceparent", "00-" + other + "-" + SPAN + "-00");
        server.awaitRuns(id, "succeeded");
        assertThat(sent("/last"))
                .startsWith("00-" + other + "-")
                .endsWith("-00")
                .doesNotContain(SPAN);
        String behind = server.accepted("in", "{\"n\": 4}", "traceparent", PARENT.replace("0af", "2af"));
        server.awaitRuns(behind, "succeeded");
        spansOf(TRACE.replace("0af", "2af"), 5);
        assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(other));
    }

    @Test
    void without_a_collector_traces_pass_through_as_they_came() {
        try (TestServer untraced = server(folder.resolve("untraced")).start()) {
            String id = untraced.accepted("in", "{\"n\": 5}", "traceparent", PARENT, "tracestate", "vendor=1");
            untraced.awaitRuns(id, "succeeded");
            assertThat(sent("/connected")).isEqualTo(PARENT);
            assertThat(sent("/last")).isEqualTo(PARENT);
            JsonNode event = untraced.awaitRuns(untraced.accepted("in", "{\"n\": 6}"), "succeeded");
            assertThat(event.path("headers").has("traceparent")).isFalse();
            assertThat(sent("/connected")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
            assertThat(traceSent("/last")).isEqualTo(traceSent("/plain")).isNotEqualTo(TRACE);
            assertThat(sent("/last")).isNotEqualTo(sent("/plain"));
        }
    }
}
