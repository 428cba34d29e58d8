package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
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
    private static String stillDead;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        prepare(folder).file("routes/endpoints.yaml", """
                        shop: {provider: unsigned}
                        billing: {provider: unsigned}
                        live: {provider: unsigned}
                        fresh: {provider: unsigned}
                        alarms: {provider: unsigned}
                        quiet: {provider: unsigned}
                        changing: {provider: unsigned}
                        github: {provider: github, secrets: [secret]}
                        """).route("onboarding", "shop", """
                        - multicast:
                            steps:
                              - to: {id: mail, uri: "{{target}}/mail"}
                              - to: {id: crm, uri: "{{target}}/crm"}
                        """);
        server.route("billing", "billing", "- to: {id: book, uri: \"{{target}}/book\"}");
        server.route("changing", "changing", "- to: {id: say, uri: \"{{target}}/old\"}");
        target.answer(call -> call.path().equals("/crm") && call.body().contains("broken")
                ? new Reply(422, Map.of("Content-Type", "application/json"), "{\"why\": \"no such field\"}")
                : Reply.ok("{\"id\": 1}"));
        startBrowser();
        for (int i = 0; i < 5; i++) {
            server.awaitRuns(server.accepted("shop", "{\"order\": " + i + "}"), "succeeded");
        }
        stillDead = server.accepted("shop", "{\"order\": \"broken too\"}");
        server.awaitRuns(stillDead, "dead");
        dead = server.accepted("shop", "{\"order\": \"broken\", \"email\": \"ann@example.com\"}");
        server.awaitRuns(dead, "dead");
        server.accepted("alarms", "not json, and no route", "Content-Type", "text/plain");
        server.post("github", "{}", "X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=00");
        signIn();
    }

    @BeforeEach
    void forgetWhatAnotherTestLeft() {
        browser.offline(false);
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
        assertThat(target.calls("/mail").stream().filter(call -> call.body().contains("\"broken\"")))
                .hasSize(1);
        assertThat(target.calls("/crm").stream().filter(call -> call.body().contains("\"broken\"")))
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
        browser.waitFor(
                "location.pathname !== '/events/" + dead + "' && document.body.innerText.includes('Made from')");
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
    void a_whole_group_of_failures_is_replayed_at_once() {
        target.answer(call -> call.body().contains("group") ? Reply.status(404) : Reply.ok("{}"));
        for (int i = 0; i < 3; i++) {
            server.awaitRuns(server.accepted("billing", "{\"group\": " + i + "}"), "dead");
        }
        open("/problems");
        browser.waitForText("HTTP 404 Not Found");
        browser.clickText("Replay all 3…");
        browser.waitForText("3 events fit.");
        target.answer(call -> Reply.ok("{}"));
        browser.clickText("Replay");
        browser.waitFor("location.pathname.startsWith('/replays/rpl_')");
        browser.waitFor("document.querySelector('.figure strong')?.innerText === '3'");
        browser.waitForText("3 of 3 events");
    }

    @Test
    void new_events_wait_until_they_are_asked_for() {
        open("/events?endpoint=live");
        browser.waitFor("document.querySelector('.live').dataset.state === 'live'");
        browser.waitForText("Nothing fits this filter");
        server.accepted("live", "{\"n\": 1}");
        browser.waitFor("document.querySelectorAll('.event-row').length === 1");
        server.accepted("live", "{\"n\": 2}");
        server.accepted("live", "{\"n\": 3}");
        browser.waitForText("2 new events - show");
        assertThat(browser.evaluate("document.querySelectorAll('.event-row').length")
                        .asInt())
                .isEqualTo(1);
        browser.clickText("2 new events - show");
        browser.waitFor("document.querySelectorAll('.event-row').length === 3");
    }

    @Test
    void a_run_shows_what_was_sent_and_how_its_route_has_changed_since() {
        String id = server.accepted("changing", "{\"order\": 4711}");
        server.awaitRuns(id, "succeeded");
        server.route("changing", "changing", "- to: {id: say, uri: \"{{target}}/new\"}");
        assertThat(server.reload().statusCode()).isEqualTo(200);
        open("/events/" + id);
        browser.click("summary.attempt");
        browser.waitFor("document.querySelector('.exchange').innerText.includes('\"order\": 4711')");
        browser.clickText("What has changed");
        browser.waitFor("document.querySelector('.diff [data-sign=\"-\"]')?.innerText.includes('/old')");
        browser.waitFor("document.querySelector('.diff [data-sign=\"+\"]')?.innerText.includes('/new')");
        browser.keys("Escape");
    }

    @Test
    void the_first_request_of_an_endpoint_opens_by_itself() {
        open("/endpoints/fresh");
        browser.waitForText("Waiting for the first request");
        browser.waitForText("curl http://");
        browser.waitFor("document.querySelector('.live').dataset.state === 'live'");
        String id = server.accepted("fresh", "{\"hello\": \"world\"}");
        browser.waitFor("location.pathname === '/events/" + id + "'");
    }

    @Test
    void a_refused_request_is_explained_and_let_in() {
        open("/endpoints/github");
        browser.waitForText("x-hub-signature-256");
        browser.click(".refusal summary");
        browser.clickText("Let it in…");
        browser.clickText("Let it in");
        browser.waitFor("location.pathname.startsWith('/events/evt_')");
        browser.waitForText("No route takes this event");
    }

    @Test
    void a_route_is_drawn_paused_and_resumed() {
        open("/routes/billing");
        browser.waitFor("document.querySelector('.node[data-step]').innerText.includes('book')");
        assertThat(browser.evaluate("document.querySelector('.yaml pre').innerText")
                        .asText())
                .contains("id: billing");
        browser.clickText("Pause…");
        browser.clickText("Pause");
        browser.waitForText("Resume");
        String held = server.accepted("billing", "{}");
        browser.clickText("Resume");
        browser.waitForText("Pause…");
        server.awaitRuns(held, "succeeded");
    }

    @Test
    void a_run_that_waits_is_cancelled() {
        target.answer(call -> call.body().contains("cancel") ? Reply.status(503) : Reply.ok("{}"));
        String id = server.accepted("billing", "{\"cancel\": 1}");
        server.awaitRuns(id, "waiting");
        open("/events/" + id);
        browser.waitForText("is due");
        browser.clickText("Cancel");
        browser.clickText("Cancel the run");
        browser.waitForText("stopped by hand");
        assertThat(server.event(id).at("/runs/0/status").asText()).isEqualTo("cancelled");
    }

    @Test
    void a_stretch_of_time_is_chosen_by_dragging_and_by_keys() {
        open("/events?since=1h");
        JsonNode box = browser.evaluate(
                "(() => { const box = document.querySelector('#histogram')"
                        + ".getBoundingClientRect(); return {left: box.left, width: box.width, y: box.y + box.height / 2}; })()");
        double left = box.path("left").asDouble();
        double width = box.path("width").asDouble();
        browser.drag(left + width * 0.5, left + width * 0.9, box.path("y").asDouble());
        browser.waitFor("location.search.includes('until=')");
        open("/events?since=1h");
        browser.evaluate("document.querySelector('#histogram').focus()");
        browser.keys("End", "ArrowLeft", "Enter");
        browser.waitFor("location.search.includes('until=')");
    }

    @Test
    void while_the_server_is_gone_the_page_says_so_and_comes_back() {
        open("/events");
        browser.offline(true);
        browser.keys("g", "r");
        browser.waitFor("document.querySelector('#banner').innerText.includes('does not answer')");
        browser.offline(false);
        browser.clickText("Try now");
        browser.waitFor("document.querySelector('#banner').innerText === ''");
        browser.waitFor("location.pathname === '/routes' && document.querySelector('h1').innerText === 'Routes'");
    }

    @Test
    void every_page_is_drawn_without_complaint_and_is_accessible_in_light_and_dark() {
        List<String> found = new ArrayList<>();
        for (String page : pages()) {
            browser.dark(false);
            open(page);
            Axe.violations(browser, "{resultTypes: ['violations']}").forEach(one -> found.add(page + " light: " + one));
            browser.dark(true);
            Axe.violations(browser, "{runOnly: ['color-contrast']}").forEach(one -> found.add(page + " dark: " + one));
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
                "/events/" + stillDead,
                "/problems",
                "/waiting",
                "/endpoints",
                "/endpoints/github",
                "/endpoints/quiet",
                "/routes",
                "/routes/onboarding",
                "/connectors",
                "/connectors/http-request-action",
                "/metrics",
                "/replays",
                "/tokens",
                "/audit",
                "/login");
    }
}
