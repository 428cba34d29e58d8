package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever senders, targets and addresses say, the pages show it as text: none of it is run. */
class HostileContentTest extends BrowserTests {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path PAYLOADS = Path.of("src/test/resources/pages/hostile.txt");
    private static final int LEAST = 200;

    /** What the payloads would do, or what they would leave in the page. */
    private static final String HARMED = "window.harmed === true || document.querySelector('main img, main script,"
            + " main iframe, main object, main embed, main style, main link, main math, main form[action], main"
            + " [onclick], main [onerror], main [onload], main [srcdoc], main a[href^=\"javascript\"]') !== null";

    private static List<String> payloads;
    private static final List<String> events = new ArrayList<>();

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        payloads = Files.readAllLines(PAYLOADS).stream()
                .filter(line -> !line.isBlank())
                .toList();
        prepare(folder).file("routes/endpoints.yaml", """
                        in: {provider: cloudevents, secrets: []}
                        signed: {provider: github, secrets: [secret]}
                        """).file("routes/in.camel.yaml", """
                        - route:
                            id: "in <img src=x onerror=harmed=true>"
                            description: "<script>harmed=true</script><svg onload=harmed=true>"
                            from:
                              uri: platform-http:/hooks/in
                              steps:
                                - to: {id: call, uri: "{{target}}/call"}
                        """);
        ObjectNode all = MAPPER.createObjectNode();
        payloads.forEach(payload -> all.put(payload, payload));
        target.answer(call -> new Reply(422, Map.of("Content-Type", "text/html"), all.toString()));
        startBrowser();
        for (int i = 0; i < payloads.size(); i++) {
            send(i, all);
        }
        server.post(
                "signed", all.toString(), "X-GitHub-Event", payloads.get(0), "X-Hub-Signature-256", payloads.get(1));
        for (String event : events) {
            server.awaitRuns(event, "dead");
        }
        for (String payload : payloads) {
            server.send(server.admin("/api/v1/routes/" + encoded(payload) + "/pause")
                    .header("X-Hookwright-Reason", payload)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build());
        }
        signIn();
    }

    /** As an event whose type, id, source, headers and body are hostile. */
    private static void send(int i, ObjectNode all) {
        String payload = payloads.get(i);
        List<String> headers = new ArrayList<>(List.of("ce-specversion", "1.0"));
        headers.addAll(List.of("ce-id", i + payload, "ce-source", payload, "ce-type", payload));
        for (int other = 0; other < 20; other++) {
            headers.addAll(List.of("x-" + other, payloads.get((i + other) % payloads.size())));
        }
        events.add(server.accepted("in", all.toString(), headers.toArray(String[]::new)));
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(payloads).hasSizeGreaterThanOrEqualTo(LEAST).doesNotHaveDuplicates();
        assertThat(server.event(events.get(0)).path("type").asText()).isEqualTo(payloads.get(0));
    }

    @Test
    void none_is_run_on_any_page() throws IOException {
        List<String> pages = new ArrayList<>(List.of(
                "/events?limit=500",
                "/problems",
                "/waiting",
                "/audit",
                "/endpoints/signed",
                "/endpoints/in",
                "/routes",
                "/metrics",
                "/replays"));
        events.stream().limit(6).forEach(event -> pages.add("/events/" + event));
        String route = "in <img src=x onerror=harmed=true>";
        pages.add("/routes/" + encoded(route));
        payloads.stream().limit(8).forEach(payload -> {
            pages.add("/events?q=" + encoded(payload));
            pages.add("/events?type=" + encoded(payload) + "&route=" + encoded(route));
        });
        pages.add("/login?then=" + encoded("javascript:harmed=true"));
        pages.add("/login?then=//example.com/");
        for (String page : pages) {
            open(page);
            browser.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })");
            assertThat(browser.evaluate(HARMED).asBoolean()).as(page).isFalse();
            assertThat(browser.complaints())
                    .as(page)
                    .noneMatch(said -> said.contains("Content Security Policy")
                            || said.contains("TrustedHTML")
                            || said.contains("exception"));
        }
    }

    @Test
    void none_is_run_where_all_of_them_are_listed() {
        open("/events");
        while (browser.evaluate("document.querySelector('.foot button') !== null")
                .asBoolean()) {
            int shown = rows();
            browser.clickText("Show older");
            browser.waitFor("document.querySelectorAll('.event-row').length > " + shown);
        }
        assertThat(rows()).isGreaterThanOrEqualTo(LEAST);
        assertThat(browser.evaluate(HARMED).asBoolean()).isFalse();
    }

    private static int rows() {
        return browser.evaluate("document.querySelectorAll('.event-row').length")
                .asInt();
    }

    @Test
    void none_is_run_as_a_saved_view_or_in_the_palette() throws IOException {
        open("/events?q=" + encoded(payloads.get(1)));
        browser.clickText("Save view…");
        browser.keys("Enter");
        browser.waitFor("document.querySelector('.view')");
        palette("img", "saved view");
        assertThat(browser.evaluate(HARMED).asBoolean()).isFalse();
        assertThat(browser.evaluate("document.querySelector('.palette img') === null")
                        .asBoolean())
                .isTrue();
        browser.keys("Escape");
    }

    @Test
    void none_is_run_in_dialogs() {
        open("/events/" + events.get(0));
        browser.clickText("Replay…");
        browser.waitFor("document.querySelector('dialog[open]')");
        browser.clickText("With a changed payload");
        browser.waitFor("document.querySelector('dialog textarea').value.length > 100");
        assertThat(browser.evaluate(HARMED).asBoolean()).isFalse();
        browser.keys("Escape");
    }

    @Test
    void the_test_would_notice() {
        open("/events");
        browser.evaluate("document.querySelector('main').append(document.createElement('img'))");
        assertThat(browser.evaluate(HARMED).asBoolean()).isTrue();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
