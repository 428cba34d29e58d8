package dev.hookwright.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real Chromium without a window, driven over the DevTools protocol: one page, what it complains of kept. */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Map<String, Integer> KEY_CODES = Map.of("Enter", 13, "Escape", 27, "Tab", 9);

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final BrowserProcess process;
    private final DevTools tools;
    private final String session;

    private Browser(BrowserProcess process) {
        this.process = process;
        tools = new DevTools(process.address(), this::happened);
        String target = tools.call("", "Target.createTarget", params("url", "about:blank"))
                .path("targetId")
                .asText();
        session = tools.call(
                        "", "Target.attachToTarget", params("targetId", target).put("flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", params());
        }
    }

    public static Browser start() {
        return new Browser(BrowserProcess.start());
    }

    /** Whether this machine has one. */
    public static boolean isThere() {
        return BrowserProcess.program().isPresent();
    }

    /** Goes to an address and waits until its page is drawn. */
    public void open(URI address) {
        call("Page.navigate", params("url", address.toString()));
        waitFor("document.readyState === 'complete' && document.querySelector('h1') !== null"
                + " && !('busy' in document.body.dataset)");
    }

    /** The value of an expression, a promise's once it is kept. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                params("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    expression + " -> " + answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    public void waitFor(String condition) {
        await(condition)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(25))
                .ignoreExceptions()
                .until(() -> evaluate("!!(" + condition + ")").asBoolean());
    }

    /** Waits until the page shows a text. */
    public void waitForText(String text) {
        waitFor("document.body.innerText.includes(" + MAPPER.valueToTree(text) + ")");
    }

    /** Clicks in the middle of the first element that fits, once it is there. */
    public void click(String selector) {
        clickElement("document.querySelector(" + MAPPER.valueToTree(selector) + ")");
    }

    /** Clicks the button or link whose text begins so; in the dialog, if one is open. */
    public void clickText(String text) {
        clickElement("[...(document.querySelector('dialog[open]') ?? document)"
                + ".querySelectorAll('button, a, summary, label')].find(one => one.innerText.trim().startsWith("
                + MAPPER.valueToTree(text) + "))");
    }

    /** Once more if it has missed: rows that come into view take more room than was kept for them, and push others on. */
    private void clickElement(String element) {
        waitFor(element);
        do {
            JsonNode middle = evaluate("(() => { const one = " + element + "; window.missed = true;"
                    + " one.addEventListener('click', () => { window.missed = false; }, {capture: true, once: true});"
                    + " one.scrollIntoView({block: 'center'}); const box = one.getBoundingClientRect();"
                    + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })()");
            mouse("mousePressed", middle.path("x").asDouble(), middle.path("y").asDouble());
            mouse("mouseReleased", middle.path("x").asDouble(), middle.path("y").asDouble());
        } while (hasMissed());
    }

    private boolean hasMissed() {
        try {
            return evaluate("window.missed === true").asBoolean();
        } catch (IllegalStateException e) {
            // The page is another by now.
            return false;
        }
    }

    public void drag(double fromX, double toX, double y) {
        mouse("mousePressed", fromX, y);
        mouse("mouseMoved", (fromX + toX) / 2, y);
        mouse("mouseMoved", toX, y);
        mouse("mouseReleased", toX, y);
    }

    private void mouse(String type, double x, double y) {
        call(
                "Input.dispatchMouseEvent",
                params("type", type)
                        .put("x", x)
                        .put("y", y)
                        .put("button", "left")
                        .put("buttons", type.equals("mouseReleased") ? 0 : 1)
                        .put("clickCount", type.equals("mouseMoved") ? 0 : 1));
    }

    /** Presses keys, one after the other: "j", "Enter", "ArrowLeft". */
    public void keys(String... names) {
        for (String name : names) {
            ObjectNode key = params("key", name).put("code", name);
            if (name.length() == 1) {
                key.put("text", name);
            } else if (KEY_CODES.containsKey(name)) {
                key.put("windowsVirtualKeyCode", KEY_CODES.get(name));
            }
            if (name.equals("Enter")) {
                key.put("text", "\r");
            }
            call("Input.dispatchKeyEvent", key.deepCopy().put("type", "keyDown"));
            call("Input.dispatchKeyEvent", key.deepCopy().put("type", "keyUp").put("text", ""));
        }
    }

    /** Presses a key while another is held down: "Control" and "k". */
    public void chord(String held, String name) {
        int modifiers = Map.of("Alt", 1, "Control", 2, "Meta", 4, "Shift", 8).get(held);
        ObjectNode key = params("key", name).put("code", name).put("modifiers", modifiers);
        call("Input.dispatchKeyEvent", key.deepCopy().put("type", "keyDown"));
        call("Input.dispatchKeyEvent", key.deepCopy().put("type", "keyUp"));
    }

    public void type(String text) {
        call("Input.insertText", params("text", text));
    }

    public void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                MAPPER.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    public void dark(boolean dark) {
        ObjectNode media = MAPPER.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    /** Where the reader is, as in Asia/Tokyo; nowhere in particular if it is empty. */
    public void timezone(String id) {
        call("Emulation.setTimezoneOverride", params("timezoneId", id));
    }

    /** Whether the server is out of reach. */
    public void offline(boolean offline) {
        call(
                "Network.emulateNetworkConditions",
                MAPPER.createObjectNode()
                        .put("offline", offline)
                        .put("latency", 0)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", -1));
    }

    public void screenshot(Path file) {
        String png = call("Page.captureScreenshot", params("format", "png"))
                .path("data")
                .asText();
        try {
            Files.write(file, Base64.getDecoder().decode(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scripts that failed, errors on the console, what the content security policy refused; since the last call. */
    public List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    private void happened(JsonNode event) {
        JsonNode params = event.path("params");
        switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(params.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning").contains(params.path("type").asText())) {
                    complaints.add(params.path("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (params.path("entry").path("level").asText().equals("error")) {
                    complaints.add(params.path("entry").path("text").asText() + " "
                            + params.path("entry").path("url").asText());
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    private JsonNode call(String method, ObjectNode params) {
        return tools.call(session, method, params);
    }

    private static ObjectNode params() {
        return MAPPER.createObjectNode();
    }

    private static ObjectNode params(String name, String value) {
        return MAPPER.createObjectNode().put(name, value);
    }

    @Override
    public void close() {
        tools.close();
        process.close();
    }
}
