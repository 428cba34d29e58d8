package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ReloadTest extends RouteTests {
    private static final String CALL = """
            - setBody:
                constant: %s
            - to:
                id: call
                uri: "{{target}}/call"
            """;

    @Test
    void a_file_that_is_not_read_is_told_of_in_the_log_at_the_start_and_at_each_reload() {
        String warning = "routes/other.yaml:1:1: the file is not read: a route file ends in .camel.yaml";
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger of = (Logger) LoggerFactory.getLogger(LiveWorkspace.class);
        of.addAppender(log);
        server.file("routes/other.yaml", "- route: {}");

        start(CALL.formatted("new"));
        assertThat(log.list).filteredOn(said -> says(said, warning)).hasSize(1);
        server.reload();

        of.detachAppender(log);
        assertThat(log.list).filteredOn(said -> says(said, warning)).hasSize(2);
    }

    private static boolean says(ILoggingEvent said, String text) {
        return said.getLevel() == Level.WARN && said.getFormattedMessage().startsWith(text);
    }

    @Test
    void new_events_take_the_new_route_and_a_run_at_work_ends_on_the_old_one() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        target.answer(call -> {
            if (call.body().equals("slow")) {
                called.countDown();
                awaitLatch(go);
            }
            return Target.Reply.ok("");
        });
        start(CALL.formatted("slow") + """
                - setBody:
                    constant: old end
                - to:
                    id: end
                    uri: "{{target}}/end"
                """);
        String first = server.accepted("in", "{\"n\":1}");
        called.await();

        server.route("main", "in", CALL.formatted("new"));
        JsonNode reloaded = TestServer.json(server.reload().body());
        String second = server.accepted("in", "{\"n\":2}");
        server.awaitRuns(second, "succeeded");
        go.countDown();
        server.awaitRuns(first, "succeeded");

        assertThat(reloaded.path("changed")).hasSize(1);
        assertThat(reloaded.path("changed").get(0).asText()).isEqualTo("changed routes/main.camel.yaml");
        assertThat(target.calls("/call")).extracting(Target.Call::body).containsExactly("slow", "new");
        assertThat(target.calls("/end")).extracting(Target.Call::body).containsExactly("old end");
    }

    @Test
    void a_run_that_waits_for_a_retry_goes_on_with_the_new_route_and_repeats_no_step() {
        target.answer(call -> call.path().equals("/call") ? Target.Reply.ok("") : Target.Reply.status(500));
        start(CALL.formatted("once") + """
                - to:
                    id: next
                    uri: "{{target}}/broken"
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");

        server.route("main", "in", CALL.formatted("twice") + """
                - to:
                    id: next
                    uri: "{{target}}/call"
                """);
        assertThat(server.reload().statusCode()).isEqualTo(200);
        server.clock().advance(Duration.ofMinutes(2));

        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/call")).hasSize(2);
    }

    @Test
    void what_does_not_load_changes_nothing_and_is_told_with_file_and_line() {
        start(CALL.formatted("old"));
        server.route("main", "in", "- nonsense: {}\n");

        HttpResponse<String> refused = server.reload();

        assertThat(refused.statusCode()).isEqualTo(409);
        JsonNode problem = TestServer.json(refused.body());
        assertThat(problem.path("code").asText()).isEqualTo("workspace-invalid");
        assertThat(problem.path("problems").get(0).path("file").asText()).isEqualTo("routes/main.camel.yaml");
        assertThat(problem.path("problems").get(0).path("line").asInt()).isEqualTo(6);
        assertThat(server.get("/api/v1/reload").path("problems")).isEqualTo(problem.path("problems"));
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/call")).extracting(Target.Call::body).containsExactly("old");
    }

    @Test
    void endpoints_and_routes_come_and_go_with_their_files() throws IOException {
        start(CALL.formatted("main"));
        server.file("routes/endpoints.yaml", "other: {provider: unsigned}\n");
        Files.delete(server.folder().resolve("routes/main.camel.yaml"));
        server.route("moved", "other", CALL.formatted("moved"));

        assertThat(server.reload().statusCode()).isEqualTo(200);

        assertThat(server.post("in", "{}").statusCode()).isEqualTo(404);
        JsonNode event = server.awaitRuns(server.accepted("other", "{}"), "succeeded");
        assertThat(event.path("runs")).hasSize(1);
        assertThat(event.path("runs").get(0).path("route").asText()).isEqualTo("moved");
    }

    @Test
    void a_bean_made_by_a_script_is_made_anew_though_the_first_version_is_gone() {
        server.file("routes/beans.camel.yaml", """
                - beans:
                    - name: greeting
                      type: java.lang.String
                      scriptLanguage: constant
                      script: hello
                """);
        start(CALL.formatted("main"));
        for (int i = 0; i < 2; i++) {
            assertThat(server.reload().body()).doesNotContain("workspace-invalid");
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("hookwright-retired-version")));
        }
    }

    @Test
    void a_setting_that_counts_at_the_next_start_only_is_named() {
        start(CALL.formatted("main"));
        server.file("application.properties", "hookwright.shutdown-timeout=1s\n");

        JsonNode reloaded = TestServer.json(server.reload().body());

        assertThat(reloaded.path("atNextStart")).hasSize(1);
        assertThat(reloaded.path("atNextStart").get(0).asText()).isEqualTo("hookwright.shutdown-timeout");
    }

    @Test
    void nothing_is_lost_or_refused_while_the_workspace_is_reloaded_again_and_again() throws Exception {
        start(CALL.formatted("0"));
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<List<String>> posted = CompletableFuture.supplyAsync(() -> {
            List<String> ids = new ArrayList<>();
            while (!enough.get()) {
                ids.add(server.accepted("in", "{\"n\":" + ids.size() + "}"));
            }
            return ids;
        });
        int threads = 0;
        for (int i = 1; i <= 12; i++) {
            boolean typo = i % 3 == 0;
            server.route("main", "in", typo ? "- tto: x\n" : CALL.formatted(i));
            // Comes and goes, and takes the same events.
            if (i % 2 == 0) {
                server.route("second", "in", CALL.formatted("second"));
            } else {
                Files.deleteIfExists(server.folder().resolve("routes/second.camel.yaml"));
            }
            assertThat(server.reload().statusCode()).isEqualTo(typo ? 409 : 200);
            if (i == 4) {
                threads = Thread.activeCount();
            }
        }
        Files.deleteIfExists(server.folder().resolve("routes/second.camel.yaml"));
        server.route("main", "in", CALL.formatted("last"));
        assertThat(server.reload().statusCode()).isEqualTo(200);
        enough.set(true);

        List<String> ids = posted.get();
        assertThat(ids).isNotEmpty();
        for (String id : ids) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(server.event(id).path("runs"))
                            .anySatisfy(run -> {
                                assertThat(run.path("route").asText()).isEqualTo("main");
                                assertThat(run.path("status").asText()).isEqualTo("succeeded");
                            }));
        }
        int then = threads;
        // Each version that was replaced has given its threads back.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Thread.activeCount()).isLessThanOrEqualTo(then + 10));
    }

    @Test
    void a_server_that_watches_reloads_by_itself_and_goes_on_after_a_mistake() {
        start(CALL.formatted("old"));
        server.watch();

        server.route("main", "in", "- nonsense: {}\n");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.get("/api/v1/reload").path("problems"))
                        .isNotEmpty());
        server.route("main", "in", CALL.formatted("new"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.get("/api/v1/reload").path("problems"))
                        .isEmpty());

        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/call")).extracting(Target.Call::body).containsExactly("new");
    }

    @Test
    void a_folder_that_was_moved_away_is_no_wish_to_serve_nothing() throws IOException {
        start(CALL.formatted("once"));
        Path routes = server.folder().resolve("routes");
        Path elsewhere = server.folder().resolve("elsewhere");
        Files.move(routes, elsewhere);
        HttpResponse<String> answer = server.reload();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("the folder is not there any more");
        Files.move(elsewhere, routes);
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
