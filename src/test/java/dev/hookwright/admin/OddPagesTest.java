package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages on the smallest of screens, and at addresses that were not made by a page. */
class OddPagesTest extends BrowserTests {
    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        prepare(folder).file("routes/endpoints.yaml", """
                        flaky: {provider: unsigned}
                        github: {provider: github, secrets: [secret]}
                        """).route("flaky", "flaky", """
                        - to: {id: call, uri: "{{target}}/flaky"}
                        """);
        target.answer(call -> Reply.status(503));
        startBrowser();
        server.awaitRuns(server.accepted("flaky", "{}"), "waiting");
        server.post("github", "{}", "X-GitHub-Event", "push");
        signIn();
    }

    /** What lies over something else in a row, or runs over the row's end. */
    private static JsonNode coveredIn(String rows) {
        return browser.evaluate("""
                [...document.querySelectorAll('%s')].flatMap(row => {
                  const boxes = [...row.querySelectorAll('.button, .pill, time, .quiet')].map(part => {
                    const range = document.createRange();
                    range[part.matches('.button') ? 'selectNode' : 'selectNodeContents'](part);
                    return [part.innerText, range.getBoundingClientRect()];
                  });
                  const end = row.getBoundingClientRect().right - 8;
                  return boxes.filter(([, one], i) => one.right > end || boxes.slice(i + 1).some(([, other]) =>
                    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom))
                    .map(([text]) => text);
                })""".formatted(rows));
    }

    @Test
    void nothing_in_a_row_covers_anything_else_on_the_smallest_screen() {
        AdminCaller admin = AdminCaller.admin(server);
        String refused = admin.json("/rejections").at("/items/0/id").asText();
        assertThat(admin.post("/rejections/" + refused + "/accept", "").statusCode())
                .isEqualTo(202);
        browser.size(320, 700);
        open("/waiting");
        browser.waitForText("Try now");
        assertThat(coveredIn(".waiting-item")).isEmpty();
        open("/endpoints/github");
        browser.waitForText("let in");
        assertThat(coveredIn(".refusal > summary")).isEmpty();
        browser.size(1280, 900);
    }

    @Test
    void a_filter_that_cannot_be_read_is_said_to_be_that_and_can_be_cleared() {
        open("/events?status=bogus");
        browser.waitForText("This filter cannot be read");
        browser.waitForText("There is no status \"bogus\"");
        assertThat(browser.evaluate("document.body.innerText").asText()).doesNotContain("Try again");
        browser.clickText("Clear the filter");
        browser.waitFor("location.search === '' && document.querySelector('h1').innerText === 'Events'");
        assertThat(path()).isEqualTo("/events");
    }
}
