package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of what waits says of targets that asked to be left alone. */
class RestingTargetsPageTest extends BrowserTests {
    private static final String NONE = "!document.querySelector('.resting')";

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        prepare(folder)
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .route("main", "in", "- to: {id: a, uri: \"{{target}}/a\"}");
        target.script(Map.of("/a", List.of(new Reply(429, Map.of("Retry-After", "86400"), ""), Reply.ok("{}"))));
        startBrowser();
        signIn();
    }

    @Test
    void they_are_listed_above_the_runs_and_called_again_by_a_button() {
        open("/waiting");
        browser.waitForText("Nothing waits");
        assertThat(browser.evaluate(NONE).asBoolean()).isTrue();
        String waits = server.accepted("in", "{}");
        server.awaitRuns(waits, "waiting");
        String name = server.get("/api/v1/targets").at("/items/0/target").asText();
        open("/waiting");
        browser.waitForText("Targets that asked to be left alone");
        assertThat(browser.evaluate("document.querySelector('.resting li').innerText")
                        .asText())
                .contains(name, "in 23 h", "HTTP 429");
        assertThat(seenBy(1280)).isEmpty();
        assertThat(seenBy(700)).isEmpty();
        assertThat(seenBy(390)).isEmpty();
        browser.size(1280, 900);

        browser.click("button[aria-label='Call again now: " + name + "']");

        browser.waitForText(name + " is called again. 1 run goes on.");
        browser.waitFor(NONE);
        server.awaitRuns(waits, "succeeded");
        assertThat(browser.complaints()).isEmpty();
    }

    /** What is wrong at a width. */
    private static List<String> seenBy(int width) {
        browser.size(width, 844);
        List<String> found = new ArrayList<>(Axe.violations(browser, "{resultTypes: ['violations']}"));
        if (browser.evaluate("document.documentElement.scrollWidth > innerWidth")
                .asBoolean()) {
            found.add("wider than " + width);
        }
        return found;
    }
}
