package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages do for whoever has to put something right, and for whoever looks after the server. */
class PagesForOperatorsTest extends BrowserTests {
    private static final String WELCOME = "{\"customer\": \"ann@example.com\"}";

    private static String refusedByCrm;
    private static String welcomed;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        prepare(folder)
                .file("routes/endpoints.yaml", """
                        shop: {provider: unsigned}
                        welcome: {provider: unsigned}
                        fresh: {provider: unsigned}
                        flaky: {provider: unsigned}
                        """)
                .route("onboarding", "shop", """
                        - to: {id: mail, uri: "{{target}}/mail"}
                        - to: {id: crm, uri: "{{target}}/crm"}
                        """)
                .route("welcome", "welcome", """
                        - to: {id: tips-later, uri: "later:tips?delay=3d"}
                        """)
                .route("flaky", "flaky", """
                        - to: {id: call, uri: "{{target}}/flaky"}
                        """)
                .file("routes/tips.camel.yaml", """
                        - route:
                            id: tips
                            from:
                              uri: direct:tips
                              steps:
                                - to: {id: tips-mail, uri: "{{target}}/mail"}
                        """);
        target.answer(call -> switch (call.path()) {
            case "/crm" ->
                new Reply(422, Map.of("Content-Type", "application/json"), "{\"message\": \"no such stage\"}");
            case "/flaky" -> Reply.status(503);
            default -> Reply.ok("{}");
        });
        startBrowser();
        refusedByCrm = server.accepted("shop", "{\"buyer\": \"jenny@example.com\"}");
        server.awaitRuns(refusedByCrm, "dead");
        welcomed = server.accepted("welcome", WELCOME);
        server.awaitRuns(server.accepted("flaky", "{}"), "waiting");
        signIn();
    }

    @BeforeEach
    void forgetWhatAnotherTestLeft() {
        browser.timezone("");
        browser.evaluate("localStorage.clear()");
        browser.complaints();
    }

    @Test
    void a_newcomer_finds_why_a_purchase_did_not_reach_the_crm_and_puts_it_right_in_two_clicks() {
        target.answer(call -> call.path().equals("/flaky") ? Reply.status(503) : Reply.ok("{}"));
        open("/");
        browser.clickText("Problems");
        browser.waitForText("HTTP 422 from");
        browser.waitForText("no such stage");
        browser.waitForText("onboarding at crm");
        browser.clickText("Replay…");
        browser.waitForText("1 event fits.");
        browser.clickText("Replay");
        browser.waitFor("document.querySelector('.figure strong')?.innerText === '1'");
        server.awaitRuns(refusedByCrm, "succeeded");
        assertThat(target.calls("/mail").stream().filter(call -> call.body().contains("jenny")))
                .as("what was done is not done again")
                .hasSize(1);
    }

    @Test
    void the_palette_goes_anywhere_and_does_what_the_page_offers() {
        open("/metrics");
        palette("onboard", "route");
        browser.keys("Enter");
        browser.waitFor("location.pathname === '/routes/onboarding' && document.querySelector('.node')");
        palette("pause", "on this page");
        browser.keys("Enter");
        browser.waitForText("Pause onboarding?");
        browser.keys("Escape");
        palette(welcomed, "event");
        browser.keys("Enter");
        browser.waitFor("location.pathname === '/events/" + welcomed + "'");
        palette("ann@example.com", "events");
        browser.keys("Enter");
        browser.waitFor("location.search === '?q=ann%40example.com'");
        palette("problems", "page");
        browser.keys("ArrowDown", "ArrowUp", "Enter");
        browser.waitFor("location.pathname === '/problems'");
    }

    @Test
    void a_filter_is_saved_under_a_name_and_forgotten() {
        open("/events?status=waiting&endpoint=flaky");
        browser.clickText("Save view…");
        browser.waitFor("document.activeElement?.id === 'view-name'");
        browser.evaluate("document.activeElement.select()");
        browser.type("Flaky ones");
        browser.keys("Enter");
        browser.waitFor("document.querySelector('.view[data-here]')?.innerText.includes('Flaky ones')");
        open("/events");
        browser.clickText("Flaky ones");
        browser.waitFor("location.search === '?status=waiting&endpoint=flaky'");
        browser.waitFor("document.querySelectorAll('.event-row').length === 1");
        browser.click("[aria-label='Forget the view Flaky ones']");
        browser.waitFor("!document.querySelector('.view')");
    }

    @Test
    void what_fits_a_filter_is_exported_whole() {
        open("/events?q=ann@example.com");
        browser.waitFor("document.querySelector('a[download]')");
        assertThat(browser.evaluate("fetch(document.querySelector('a[download]').href).then(answer => answer.text())")
                        .asText()
                        .lines())
                .singleElement()
                .asString()
                .contains(welcomed, "\\\"ann@example.com");
    }

    @Test
    void what_is_not_a_saved_view_is_left_out() {
        browser.evaluate("localStorage.setItem('hookwright.views', '[{\"name\": \"odd\", \"filter\": null}, 3, null,"
                + " {\"name\": \"good\", \"filter\": {\"status\": \"dead\", \"evil\": 1}}]')");
        open("/events");
        assertThat(browser.evaluate("[...document.querySelectorAll('.view a')].map(one => one.innerText + ' ' +"
                                + " one.getAttribute('href')).join()")
                        .asText())
                .isEqualTo("good /events?status=dead");
        browser.evaluate("localStorage.setItem('hookwright.views', '{not json')");
        open("/events");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void times_are_those_of_the_reader_or_of_utc() {
        browser.timezone("Asia/Tokyo");
        String received = server.event(welcomed).path("receivedAt").asText();
        String utc = received.substring(0, 19).replace('T', ' ');
        open("/events/" + welcomed);
        assertThat(browser.evaluate("document.body.innerText").asText()).doesNotContain(utc);
        browser.click("button[aria-label=Menu]");
        browser.clickText("UTC");
        browser.waitForText(utc + " UTC");
        open("/events/" + welcomed);
        browser.waitForText(utc + " UTC");
    }

    @Test
    void what_waits_is_listed_by_kind_and_put_off_runs_are_cancelled() {
        String other = server.accepted("welcome", "{\"customer\": \"cancelled\"}");
        tips(other, "waiting");
        open("/events/" + other);
        browser.waitForText("Asked for by welcome.");
        browser.waitForText("Starts in 2 d 23 h");
        open("/waiting");
        browser.waitForText("attempt 2: HTTP 503");
        browser.clickText("Scheduled");
        browser.waitFor("location.search === '?kind=scheduled' && !document.body.innerText.includes('503')");
        browser.waitFor("document.querySelectorAll('.waiting-item').length === 2");
        browser.evaluate("document.querySelector('.waiting-row[href*=\"" + other + "\"]').nextElementSibling.focus()");
        browser.keys("Enter");
        browser.clickText("Cancel the run");
        browser.waitFor("document.querySelectorAll('.waiting-item').length === 1");
        tips(other, "cancelled");
    }

    /** Waits until the run that the route welcome put off stands so. */
    private static void tips(String event, String status) {
        await().untilAsserted(() -> assertThat(server.event(event).path("runs").toString())
                .contains("\"route\":\"tips\",\"status\":\"" + status + "\""));
    }

    @Test
    void an_endpoint_turns_live_in_the_list_when_its_first_request_comes() {
        open("/endpoints");
        browser.waitForText("Waiting for its first request");
        browser.waitFor("document.querySelector('.live').dataset.state === 'live'");
        server.accepted("fresh", "{}");
        browser.waitFor("!document.body.innerText.includes('Waiting for its first request')");
    }

    @Test
    void metrics_show_how_long_runs_took_over_time_and_lead_to_what_is_counted() {
        open("/metrics");
        browser.waitFor("document.querySelector('rect[data-status=latency-half]')");
        browser.waitFor("document.querySelector('svg[aria-label^=\"Half of the runs\"]')");
        browser.clickText("waiting for their time");
        browser.waitFor("location.pathname === '/waiting'");
    }

    @Test
    void tokens_are_made_shown_once_and_revoked_and_the_audit_log_tells_of_it() throws IOException {
        open("/tokens");
        browser.clickText("Make a token…");
        browser.waitFor("document.activeElement?.id === 'token-name'");
        browser.type("anna");
        browser.clickText("Operator");
        browser.clickText("Make it");
        browser.waitForText("It is shown this once");
        String token = browser.evaluate("document.querySelector('dialog pre').innerText")
                .asText()
                .strip();
        assertThat(status(token)).isEqualTo(200);
        browser.clickText("I have it");
        browser.waitForText("expires in 89 d 23 h");
        assertThat(browser.evaluate("document.body.innerHTML").asText()).doesNotContain(token);
        browser.clickText("Revoke…");
        browser.clickText("Revoke");
        browser.waitForText("No token but the first");
        assertThat(status(token)).isEqualTo(401);
        open("/audit");
        browser.waitForText("made a token");
        browser.waitForText("revoked a token");
    }

    private static int status(String token) {
        return server.send(HttpRequest.newBuilder(server.adminUri("/api/v1/me"))
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    @Test
    void what_a_dialog_a_menu_and_the_palette_show_is_accessible() {
        List<String> found = new ArrayList<>();
        for (boolean dark : List.of(false, true)) {
            browser.dark(dark);
            open("/tokens");
            browser.clickText("Make a token…");
            found.addAll(Axe.violations(browser, "{resultTypes: ['violations']}"));
            browser.keys("Escape");
            browser.click("button[aria-label=Menu]");
            browser.waitFor("document.querySelector('.menu').matches(':popover-open')");
            found.addAll(Axe.violations(browser, "{resultTypes: ['violations']}"));
            browser.keys("Escape");
            palette("events", "page");
            found.addAll(Axe.violations(browser, "{resultTypes: ['violations']}"));
            browser.keys("Escape");
        }
        browser.dark(false);
        assertThat(found).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void no_page_is_wider_than_a_telephone() {
        browser.size(390, 844);
        List<String> wide = new ArrayList<>();
        for (String page : List.of(
                "/events?status=dead",
                "/events/" + welcomed,
                "/problems",
                "/waiting",
                "/endpoints",
                "/endpoints/shop",
                "/routes/onboarding",
                "/connectors",
                "/metrics",
                "/replays",
                "/tokens",
                "/audit")) {
            open(page);
            if (browser.evaluate("document.documentElement.scrollWidth > innerWidth")
                    .asBoolean()) {
                wide.add(page);
            }
        }
        browser.size(1280, 900);
        assertThat(wide).isEmpty();
    }
}
