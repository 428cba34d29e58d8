package dev.hookwright.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.hookwright.testing.PrometheusText;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told of a server that has had all kinds of requests and runs. */
class MetricsTest {
    private static final Path EXAMPLE = Path.of("examples", "monitoring");
    private static final Pattern NAME = Pattern.compile("\\b(?:hookwright|jvm|process|system)_[a-z0-9_]+");
    /** As promtool has it: a unit that is not the base one, or cut short. */
    private static final Pattern ODD_UNIT = Pattern.compile(
            "(^|_)(s|ms|us|ns|sec|b|kb|mb|gb|m|h|d|milliseconds|microseconds|nanoseconds|minutes|hours|days|kilobytes|megabytes|kibibytes|mebibytes|gigabytes)(_|$)");

    @TempDir
    private static Path folder;

    private static Target target;
    private static TestServer server;
    private static PrometheusText metrics;

    @BeforeAll
    static void haveOneOfEach() throws IOException {
        target = new Target();
        target.script(Map.of("/crm", List.of(Target.Reply.status(503), Target.Reply.ok("{}"))));
        server = new TestServer(folder)
                .file("application.properties", "target=" + target.url() + "\n")
                .file("routes/endpoints.yaml", """
                        shop: {provider: unsigned, dedupKey: "header:X-Id", routes: {sell: {retry: [1m]}, fail: {retry: [1m]}}}
                        signed: {provider: github, secrets: [0123456789abcdef0123456789abcdef]}
                        """)
                .route("sell", "shop", "- to: {id: crm, uri: \"{{target}}/crm\"}")
                .route("fail", "shop", "- throwException: {exceptionType: java.io.IOException, message: no}")
                .route("signed", "signed", "- log: x");
        server.start();
        scrape();
        String id = server.accepted("shop", "{\"name\": \"payload-word\"}", "X-Id", "key-word");
        assertThat(server.post("shop", "{}", "X-Id", "key-word").statusCode()).isEqualTo(200);
        assertThat(server.post("signed", "{}").statusCode()).isEqualTo(401);
        assertThat(server.post("strange-word", "{}").statusCode()).isEqualTo(404);
        assertThat(server.post("stranger-word", "{}").statusCode()).isEqualTo(404);
        await().until(() ->
                status(id, "fail").equals("waiting") && status(id, "sell").equals("succeeded"));
        server.clock().advance(Duration.ofMinutes(1));
        await().until(() -> status(id, "fail").equals("dead"));
        System.gc();
        await().until(() -> scrape().names().contains("jvm_gc_pause_seconds_sum"));
        metrics = scrape();
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    private static PrometheusText scrape() {
        HttpRequest request =
                HttpRequest.newBuilder(server.adminUri("/observe/metrics")).build();
        return new PrometheusText(server.send(request).body());
    }

    private static String status(String event, String route) {
        for (JsonNode run : server.event(event).path("runs")) {
            if (run.path("route").asText().equals(route)) {
                return run.path("status").asText();
            }
        }
        return "";
    }

    @Test
    void what_comes_in_is_counted_by_endpoint() {
        assertThat(metrics.value("hookwright_requests_received_total", "endpoint=shop"))
                .isEqualTo(2);
        assertThat(metrics.value("hookwright_events_accepted_total", "endpoint=shop"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_events_duplicates_total", "endpoint=shop"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_requests_rejected_total", "endpoint=signed", "reason=not-verified"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_requests_rejected_total", "endpoint=shop", "reason=not-verified"))
                .isZero();
        assertThat(metrics.value("hookwright_handshakes_total", "endpoint=signed"))
                .isZero();
    }

    @Test
    void endpoints_that_there_are_not_share_one_label() {
        assertThat(metrics.value("hookwright_requests_received_total", "endpoint=(unknown)"))
                .isEqualTo(2);
        assertThat(metrics.value("hookwright_requests_rejected_total", "endpoint=(unknown)", "reason=no-such-endpoint"))
                .isEqualTo(2);
        assertThat(metrics.text()).doesNotContain("word");
    }

    @Test
    void runs_are_counted_by_route_and_how_they_ended() {
        assertThat(metrics.value("hookwright_runs_ended_total", "route=sell", "status=succeeded"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_runs_ended_total", "route=sell", "status=dead"))
                .isZero();
        assertThat(metrics.value("hookwright_runs_ended_total", "route=fail", "status=dead"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_runs_retried_total", "route=fail")).isEqualTo(1);
        assertThat(metrics.value("hookwright_run_duration_seconds_sum", "route=fail"))
                .isGreaterThanOrEqualTo(60);
        assertThat(metrics.value("hookwright_run_duration_seconds_bucket", "route=fail", "le=60.0"))
                .isLessThan(2);
        assertThat(metrics.value("hookwright_run_duration_seconds_bucket", "route=fail", "le=300.0"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_run_duration_seconds_bucket", "route=fail", "le=30.0"))
                .isZero();
        assertThat(metrics.value("hookwright_run_wait_seconds_count", "route=fail"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_runs_in_flight")).isZero();
    }

    @Test
    void tries_of_steps_are_measured_by_connector_and_outcome() {
        assertThat(metrics.value("hookwright_step_duration_seconds_count", "connector=http", "outcome=retry"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_step_duration_seconds_count", "connector=http", "outcome=succeeded"))
                .isEqualTo(1);
        assertThat(metrics.value("hookwright_step_duration_seconds_sum", "connector=http", "outcome=succeeded"))
                .isPositive();
    }

    @Test
    void what_is_cancelled_and_what_waits_is_told() {
        server.route("slow", "shop", "- throwException: {exceptionType: java.io.IOException, message: no}");
        server.reload();
        String id = server.accepted("shop", "{}", "X-Id", "another");
        await().until(() -> status(id, "slow").equals("waiting"));
        // It is counted every few seconds at most.
        await().atMost(Duration.ofSeconds(15))
                .until(() -> scrape().value("hookwright_queue_runs", "state=waiting") == 2);
        for (JsonNode run : server.event(id).path("runs")) {
            if (run.path("route").asText().equals("slow")) {
                server.send(server.admin("/api/v1/runs/" + run.path("id").asText() + "/cancel")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
            }
        }
        assertThat(scrape().value("hookwright_runs_ended_total", "route=slow", "status=cancelled"))
                .isEqualTo(1);
    }

    @Test
    void the_writer_and_its_database_are_measured() {
        double changes = metrics.value("hookwright_ledger_changes_total");
        assertThat(changes).isGreaterThan(5);
        assertThat(metrics.value("hookwright_ledger_batch_changes_sum")).isBetween(5.0, changes);
        assertThat(metrics.value("hookwright_ledger_commit_seconds_sum")).isBetween(1e-6, 60.0);
        assertThat(metrics.value("hookwright_ledger_stored_bytes")).isPositive();
        assertThat(metrics.value("hookwright_db_pool_connections", "state=idle"))
                .isPositive();
        assertThat(metrics.value("hookwright_disk_free_bytes")).isPositive();
        assertThat(metrics.value("hookwright_accepting")).isEqualTo(1);
        assertThat(metrics.value("hookwright_build_info")).isEqualTo(1);
    }

    @Test
    void names_follow_the_rules_of_prometheus() {
        Map<String, String> types = metrics.types();
        assertThat(types).hasSizeGreaterThan(40);
        assertThat(metrics.explained()).containsAll(types.keySet());
        types.forEach((name, type) -> {
            assertThat(name).as("in snake case").matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
            assertThat(name.endsWith("_total")).as(name + " is a " + type).isEqualTo(type.equals("counter"));
            assertThat(name)
                    .as("no type, no suffix of a histogram")
                    .doesNotMatch(".*_(gauge|counter|histogram|summary|bucket|sum|count)(_total)?");
            assertThat(ODD_UNIT.matcher(name).find())
                    .as(name + " is in base units")
                    .isFalse();
        });
        for (PrometheusText.Sample sample : metrics.samples()) {
            if (sample.name().startsWith("hookwright_")) {
                assertThat(sample.labels().keySet())
                        .as(sample.name())
                        .isSubsetOf(
                                "endpoint",
                                "reason",
                                "route",
                                "status",
                                "connector",
                                "outcome",
                                "state",
                                "lane",
                                "le",
                                "version",
                                "java");
            }
        }
    }

    @Test
    void the_dashboard_and_the_alerts_use_metrics_and_labels_that_there_are() throws IOException {
        Set<String> asked = new TreeSet<>();
        int panels = 0;
        for (JsonNode panel : new ObjectMapper()
                .readTree(EXAMPLE.resolve("dashboard.json").toFile())
                .path("panels")) {
            panels++;
            panel.path("targets").forEach(query -> asked.add(query.path("expr").asText()));
        }
        assertThat(panels).isGreaterThan(12);
        JsonNode alerts = new ObjectMapper(new YAMLFactory())
                .readTree(EXAMPLE.resolve("alerts.yml").toFile());
        for (JsonNode rule : alerts.at("/groups/0/rules")) {
            asked.add(rule.path("expr").asText());
            assertThat(rule.at("/annotations/action").asText())
                    .as(rule.path("alert").asText())
                    .isNotBlank();
        }
        Set<String> told = metrics.names();
        Set<String> labels = new TreeSet<>(Set.of("job", "instance"));
        metrics.samples().forEach(sample -> labels.addAll(sample.labels().keySet()));
        for (String expression : asked) {
            Matcher name = NAME.matcher(expression);
            while (name.find()) {
                assertThat(told).as(expression).contains(name.group());
            }
            Matcher label = Pattern.compile("(\\w+)!?=~?\"").matcher(expression);
            while (label.find()) {
                assertThat(labels).as(expression).contains(label.group(1));
            }
        }
    }

    @Test
    void bench_reads_metrics_that_there_are() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/hookwright/bench/MeasuredServer.java"));
        Matcher name = NAME.matcher(source);
        int found = 0;
        while (name.find()) {
            found++;
            assertThat(metrics.names()).contains(name.group());
        }
        assertThat(found).isGreaterThan(3);
    }
}
