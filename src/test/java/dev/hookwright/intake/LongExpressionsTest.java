package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints whose expressions are slow, endless, or meet a form. */
class LongExpressionsTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder)
                .file("order.schema.json", "{\"properties\": {\"id\": {\"pattern\": \"^[0-9]+$\"}}}")
                .file("routes/endpoints.yaml", """
                slow: {provider: unsigned, dedupKey: "jq:.ids | map(tostring) | add"}
                endless: {provider: unsigned, dedupKey: "jq:[range(1e9)] | length"}
                itself: {provider: unsigned, dedupKey: "jq:def f: f; f"}
                ordered: {provider: unsigned, dedupKey: "jq:.id", schema: order.schema.json, routes: {in: {orderBy: "jq:def f: f; f"}}}
                """)
                .route("in", "ordered", "- log: {message: \"taken\"}")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void one_that_takes_too_long_is_refused() {
        // It takes as the square of their number: a quick machine is through with 60,000 in time.
        String ids = IntStream.range(0, 180_000).mapToObj(i -> "1").collect(Collectors.joining(","));
        HttpResponse<String> slow = server.post("slow", "{\"ids\": [" + ids + "]}");
        assertThat(slow.statusCode()).isEqualTo(422);
        HttpResponse<String> answer = server.post("endless", "{}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("takes-too-long");
        await().until(() -> server.rejections().size() == 2);
        assertThat(server.rejections())
                .anySatisfy(
                        reason -> assertThat(reason).contains("dedupKey jq:[range(1e9)] | length takes longer than 2s"))
                .anySatisfy(
                        reason -> assertThat(reason).contains("dedupKey jq:.ids | map(tostring) | add takes longer"));
    }

    @Test
    void one_that_calls_itself_without_end_is_refused_and_kept() {
        HttpResponse<String> answer = server.post("itself", "{}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no-dedup-key");
        await().until(() -> server.rejections().size() == 1);
        assertThat(server.rejections().get(0)).contains("dedupKey jq:def f: f; f calls itself without end");
    }

    @Test
    void a_form_is_seen_as_routes_see_it() {
        String[] form = {"Content-Type", "application/x-www-form-urlencoded"};
        server.accepted("ordered", "id=7&name=J%C3%BCrgen", form);
        assertThat(server.post("ordered", "name=Jenny&id=7", form).statusCode()).isEqualTo(200);
        assertThat(server.post("ordered", "id=x", form).statusCode()).isEqualTo(422);
        assertThat(server.post("ordered", "name=%zz", form).statusCode()).isEqualTo(400);
        assertThat(server.post("ordered", "{\"id\": \"7\"}", form).statusCode())
                .as("JSON under curl's own Content-Type")
                .isEqualTo(200);
        await().until(() -> server.rejections().size() == 2);
        assertThat(server.rejections().get(0)).contains("the form has a broken %-escape");
        assertThat(server.rejections().get(1)).contains("does not match the regex pattern");
    }
}
