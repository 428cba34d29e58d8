package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.testing.Canary;
import dev.hookwright.testing.OtlpReceiver;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Secrets of many kinds, vendors that say them back, and failures: none of them is found anywhere afterwards. */
class CanaryTest {
    private static final String TRACE = "ThisMayBeSeen";
    private static final Pattern SETTING = Pattern.compile("\\{\\{([a-z]+\\.[a-z]+)}}");

    private final Map<String, Canary> canaries = new LinkedHashMap<>();
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();

    private Canary canary(String name) {
        return canaries.computeIfAbsent(name, Canary::new);
    }

    /** Says everything back that it was sent, as some vendors do, and refuses it. */
    private Target.Reply echo(Target.Call call) {
        if (call.path().startsWith("/token")) {
            return call.body().contains("refused")
                    ? new Target.Reply(400, Map.of(), "{\"error\": \"" + call.body() + "\"}")
                    : Target.Reply.ok(
                            "{\"access_token\": \"" + canary("fetched").plainValue() + "\", \"refresh_token\": \""
                                    + canary("rotated").plainValue() + "\"}");
        }
        String said = "refused: " + call.path() + "?" + call.query() + " " + call.headers() + " " + call.body();
        return new Target.Reply(401, Map.of("X-Said", "x"), said + TextNode.valueOf(said));
    }

    @Test
    void no_secret_is_found_anywhere(@TempDir Path folder) throws IOException {
        AppenderBase<ILoggingEvent> appender = logAppender();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("dev.hookwright");
        Level before = ours.getLevel();
        root.addAppender(appender);
        ours.setLevel(Level.DEBUG);
        String seen;
        String spans;
        try (Target target = new Target();
                OtlpReceiver collector = new OtlpReceiver()) {
            try (TestServer server = new TestServer(folder)) {
                target.answer(this::echo);
                server.setting("hookwright.otel.endpoint", collector.url())
                        .setting(
                                "hookwright.otel.headers",
                                "Authorization=" + canary("collector").plainValue());
                seen = drive(server, target);
            }
            spans = collector.raw();
        } finally {
            root.detachAppender(appender);
            ours.setLevel(before);
        }
        Map<String, String> places = new LinkedHashMap<>();
        places.put("log", String.join("\n", logged));
        places.put("API", seen);
        places.put("spans", spans);
        places.putAll(files(folder.resolve("data")));
        assertThat(places.get("API")).contains(TRACE, "refused");
        assertThat(places.get("log")).contains("is dead");
        assertThat(spans).contains("process ", "refused");
        assertThat(places.entrySet().stream()
                        .filter(place ->
                                place.getKey().endsWith(".db") || place.getKey().endsWith(".h2"))
                        .map(Map.Entry::getValue)
                        .toList())
                .anySatisfy(text -> assertThat(text).contains("refused: /"));
        assertThat(canaries).hasSizeGreaterThan(20);
        // An event is kept as it came, with what its sender proved itself by.
        List<String> kept = List.of(
                "gitlab.hook in ledger",
                "telegram.hook in ledger",
                "flutterwave.hook in ledger",
                "alerts.hook in ledger",
                "grid.hook in ledger",
                "inbound in ledger",
                "inquery in ledger");
        assertThat(found(places)).allMatch(leak -> kept.stream().anyMatch(leak::startsWith));
    }

    private List<String> found(Map<String, String> places) {
        List<String> found = new ArrayList<>();
        places.forEach((place, text) -> canaries.values()
                .forEach(canary -> canary.forms().forEach(form -> {
                    int at = text.indexOf(form);
                    if (at >= 0) {
                        found.add(canary.name() + " in " + place + ": "
                                + text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 60)));
                    }
                })));
        return found;
    }

    private String drive(TestServer server, Target target) {
        StringBuilder endpoints =
                new StringBuilder("""
                stripe: {provider: stripe, secrets: ["{{stripe.old}}", "%s"]}
                gitlab: {provider: gitlab, secrets: ["{{gitlab.hook}}"]}
                telegram: {provider: telegram, secrets: ["{{telegram.hook}}"]}
                flutterwave: {provider: flutterwave, secrets: ["{{flutterwave.hook}}"]}
                alerts: {provider: datadog, secrets: ["{{alerts.hook}}"], config: {header: X-From}}
                grid: {provider: azure-event-grid, secrets: ["{{grid.hook}}"], config: {query: code}}
                """.formatted(canary("stripe.new").plainValue()));
        server.setting("target", target.url());
        Map<String, String> steps = CanaryRoutes.steps(canary("literal").plainValue());
        steps.forEach((name, text) -> {
            endpoints
                    .append(name)
                    .append("-in: {provider: unsigned, routes: {")
                    .append(name)
                    .append(": {retry: [1s]}}}\n");
            Matcher matcher = SETTING.matcher(text);
            while (matcher.find()) {
                Canary canary = canary(matcher.group(1));
                server.setting(
                        canary.name(),
                        canary.name().endsWith("path") || name.equals("template")
                                ? canary.plainValue()
                                : canary.value());
            }
            server.route(name, name + "-in", text);
        });
        for (String name :
                List.of("stripe.old", "gitlab.hook", "telegram.hook", "flutterwave.hook", "alerts.hook", "grid.hook")) {
            server.setting(name, canary(name).plainValue());
        }
        for (String name : List.of("stripe", "gitlab", "telegram", "flutterwave", "alerts", "grid")) {
            server.route("from-" + name, name, "- log: {message: taken}");
        }
        server.file("routes/endpoints.yaml", endpoints.toString()).start();
        StringBuilder seen = new StringBuilder();
        List<String> ids = new ArrayList<>();
        for (String name : steps.keySet()) {
            ids.add(server.accepted(name + "-in", "{\"text\": \"" + TRACE + "\"}"));
        }
        ids.add(server.accepted(
                "gitlab", "{}", "X-Gitlab-Token", canary("gitlab.hook").plainValue()));
        ids.add(server.accepted(
                "telegram",
                "{\"update_id\": 1}",
                "X-Telegram-Bot-Api-Secret-Token",
                canary("telegram.hook").plainValue()));
        // Under names that say nothing of it, in what is taken and in what is refused.
        String hash = canary("flutterwave.hook").plainValue();
        ids.add(id(server.post("flutterwave", "{}", "verif-hash", hash)));
        server.post("flutterwave", "{", "verif-hash", hash);
        ids.add(server.accepted("alerts", "{}", "X-From", canary("alerts.hook").plainValue()));
        String code = "?code=" + canary("grid.hook").plainValue();
        ids.add(id(server.send(post(server.hooks("grid") + code))));
        server.send(HttpRequest.newBuilder(URI.create(server.hooks("grid") + code))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{"))
                .build());
        String inQuery = "?access_token=" + canary("inquery").plainValue();
        ids.add(id(server.send(post(server.hooks("bearer-in") + inQuery))));
        server.send(post(server.hooks("stripe") + inQuery));
        server.post(
                "stripe",
                "{}",
                "Stripe-Signature",
                "t=1,v1=" + "0".repeat(64),
                "Authorization",
                "Bearer " + canary("inbound").plainValue());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            seen.setLength(0);
            for (String id : ids) {
                JsonNode event = server.event(id);
                assertThat(event.at("/runs/0/status").asText())
                        .as(event.toString())
                        .isIn("dead", "waiting", "succeeded");
                seen.append(event).append('\n');
            }
        });
        for (String path : List.of(
                "events", "events/export", "endpoints", "routes", "connectors", "providers", "stats", "rejections")) {
            seen.append(get(server, "/api/v1/" + path));
        }
        return seen.append(get(server, "/observe/metrics"))
                .append(get(server, "/"))
                .toString();
    }

    private static String id(HttpResponse<String> accepted) {
        return TestServer.json(accepted.body()).path("id").asText();
    }

    private static HttpRequest post(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static String get(TestServer server, String path) {
        HttpRequest request = server.admin(path).build();
        return server.send(request).body() + "\n";
    }

    private AppenderBase<ILoggingEvent> logAppender() {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event.getLoggerName() + " " + event.getFormattedMessage());
                for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                    logged.add(cause.getClassName() + ": " + cause.getMessage());
                }
            }
        };
        appender.start();
        return appender;
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("admin-token")) {
                    files.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
