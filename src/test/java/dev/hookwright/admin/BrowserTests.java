package dev.hookwright.admin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hookwright.testing.Browser;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;

/** Tests in a real browser, one for each class of them; without Chromium they are skipped. */
abstract class BrowserTests {
    protected static TestServer server;
    protected static Target target;
    protected static Browser browser;

    /** A server whose routes call the target, not yet started. */
    protected static TestServer prepare(Path folder) {
        assumeTrue(
                Browser.isThere(),
                "the pages are not tried: there is no Chromium on this machine (install one, or name it in"
                        + " HOOKWRIGHT_CHROMIUM)");
        target = new Target();
        server = new TestServer(folder).file("application.properties", "target=" + target.url() + "\n");
        server.clock().set(Instant.now());
        return server;
    }

    protected static void startBrowser() {
        server.start();
        browser = Browser.start();
        browser.size(1280, 900);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
            target.close();
        }
    }

    protected static void open(String path) {
        browser.open(server.adminUri(path));
    }

    protected static void signIn() throws IOException {
        open("/");
        browser.waitFor("document.querySelector('#token')");
        browser.click("#token");
        browser.type(
                Files.readString(server.folder().resolve("data/admin-token")).strip());
        browser.keys("Enter");
        browser.waitFor("location.pathname === '/events' && document.querySelector('h1').innerText === 'Events'");
        browser.complaints();
    }

    protected static String path() {
        return browser.evaluate("location.pathname").asText();
    }

    /** Types into the palette until what is chosen there is of a kind. */
    protected static void palette(String words, String kind) {
        browser.waitFor("!document.querySelector('dialog')");
        browser.chord("Control", "k");
        browser.waitFor("document.activeElement?.id === 'palette-field'");
        browser.type(words);
        browser.waitFor(
                "document.querySelector('[role=option][aria-selected=true]')?.innerText.endsWith('" + kind + "')");
    }
}
