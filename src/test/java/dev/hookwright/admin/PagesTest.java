package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages, used as an operator uses them. */
class PagesTest extends BrowserTests {
    private static String dead;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        prepare(folder).file("routes/endpoints.yaml", """
                        shop: {provider: unsigned, routes: {onboarding: {}}}
                        alarms: {provider: unsigned}
                        quiet: {provider: unsigned}
                        github: {provider: github, secrets: [secret]}
                        """).route("onboarding", "shop", """
                        - multicast:
                            steps:
                              - to: {id: mail, uri: "{{target}}/mail"}
                              - to: {id: crm, uri: "{{target}}/crm"}
                        """);
        target.answer(call -> call.path().equals("/crm") && call.body().contains("broken")
                ? new Reply(422, Map.of("Content-Type", "application/json"), "{\"why\": \"no such field\"}")
                : Reply.ok("{\"id\": 1}"));
        startBrowser();
        for (int i = 0; i < 5; i++) {
            server.awaitRuns(server.accepted("shop", "{\"order\": " + i + "}"), "succeeded");
        }
        dead = server.accepted("shop", "{\"order\": \"broken\", \"email\": \"ann@example.com\"}");
        server.awaitRuns(dead, "dead");
        server.accepted("alarms", "not json, and no route", "Content-Type", "text/plain");
        server.post("github", "{}", "X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=00");
        signIn();
    }

    @BeforeEach
    void forgetWhatAnotherTestLeft() {
        browser.complaints();
    }

    @Test
    void a_purchase_that_failed_is_found_and_replayed() {
        open("/events?status=dead");
        browser.waitForText("HTTP 422");
        browser.click(".event-row");
        browser.waitForText("It is not tried again by itself");
        assertThat(path()).isEqualTo("/events/" + dead);
        browser.waitForText("no such field");
        target.answer(call -> Reply.ok("{}"));
        browser.clickText("Replay…");
        browser.waitForText("Kept as they are:");
        browser.clickText("Replay");
        browser.waitFor("document.querySelector('.run .pill')?.innerText.includes('succeeded')");
        assertThat(target.calls("/mail").stream().filter(call -> call.body().contains("broken")))
                .hasSize(1);
        assertThat(target.calls("/crm").stream().filter(call -> call.body().contains("broken")))
                .hasSize(2);
    }

    @Test
    void an_event_is_found_by_its_payload_and_replayed_changed() {
        open("/events");
        browser.keys("/");
        browser.type("ann@example.com");
        browser.keys("Enter");
        browser.waitFor("document.querySelectorAll('.event-row').length === 1");
        browser.keys("Tab");
        browser.click(".event-row");
        browser.waitFor("document.querySelector('.payload-text')");
        browser.click("#payload-search");
        browser.type(".email");
        browser.waitForText("\"ann@example.com\"");
        browser.keys("Escape");
        browser.clickText("Replay…");
        browser.clickText("With a changed payload");
        browser.evaluate("document.querySelector('dialog textarea').value = '{\"order\": \"changed\"}'");
        browser.clickText("Replay");
        browser.waitFor("location.pathname !== '/events/" + dead + "' && document.body.innerText.includes('Made from')");
        browser.waitForText("\"changed\"");
    }

    @Test
    void the_keyboard_does_what_the_mouse_does() {
        open("/events");
        browser.keys("j", "j", "k");
        String first = browser.evaluate("document.activeElement.dataset.row").asText();
        assertThat(first)
                .isEqualTo(browser.evaluate("document.querySelector('[data-row]').dataset.row")
                        .asText());
        browser.keys("Enter");
        browser.waitFor("location.pathname === '/events/" + first + "'");
        browser.waitFor("document.querySelector('a[aria-label=\"Older event\"]')");
        browser.keys("j");
        browser.waitFor("location.pathname !== '/events/" + first + "' && document.querySelector('.payload')");
        browser.waitFor("document.querySelector('a[aria-label=\"Newer event\"]')");
        browser.keys("k");
        browser.waitFor("location.pathname === '/events/" + first + "'");
        browser.keys("?");
        browser.waitFor("document.querySelector('dialog[open]').innerText.includes('replay')");
        browser.keys("Escape");
        browser.waitFor("!document.querySelector('dialog')");
        browser.keys("g", "n");
        browser.waitFor("location.pathname === '/endpoints'");
    }

    @Test
    void every_page_is_drawn_without_complaint_and_is_accessible_in_light_and_dark() {
        List<String> found = new ArrayList<>();
        for (String page : pages()) {
            browser.dark(false);
            open(page);
            found.addAll(violations(page + " light", "{resultTypes: ['violations']}"));
            browser.dark(true);
            found.addAll(violations(page + " dark", "{runOnly: ['color-contrast']}"));
            browser.complaints().forEach(complaint -> found.add(page + ": " + complaint));
        }
        browser.dark(false);
        assertThat(found).isEmpty();
    }

    private static List<String> pages() {
        return List.of(
                "/events",
                "/events?status=dead&since=1h",
                "/events?q=nothing-has-this",
                "/events/" + dead,
                "/problems",
                "/endpoints",
                "/endpoints/github",
                "/endpoints/quiet",
                "/routes",
                "/routes/onboarding",
                "/connectors",
                "/connectors/http-request-action",
                "/metrics",
                "/replays",
                "/login");
    }

    /** What axe finds that is serious. */
    private static List<String> violations(String page, String options) {
        browser.evaluate("'axe' in window || (() => {" + axe() + "})()");
        JsonNode violations = browser.evaluate("axe.run(document, " + options + ").then(found => found.violations"
                + ".filter(one => ['serious', 'critical'].includes(one.impact))"
                + ".map(one => one.id + ' ' + one.nodes.map(node => node.html + node.failureSummary).join(' | ')))");
        List<String> all = new ArrayList<>();
        violations.forEach(one -> all.add(page + ": " + one.asText()));
        return all;
    }

    private static String axe() {
        try (InputStream script = PagesTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
