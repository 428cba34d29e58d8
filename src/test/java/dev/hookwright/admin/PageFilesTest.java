package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.admin.PageFiles.PageFile;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages are made of, and how they are handed out. */
class PageFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/pages");
    private static final int MOST_SCRIPT = 60 << 10;
    private static final int MOST_SCRIPT_IN_ALL = 80 << 10;
    private static final int MOST_STYLE = 15 << 10;
    private static final Pattern IMPORT = Pattern.compile("from '\\./([\\w-]+\\.js)'");
    private static final Pattern OTHER_HOST = Pattern.compile("(?:https?:)?//[\\w-]+\\.[\\w.-]+");
    private static final Pattern MARKUP_FROM_TEXT = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|createContextualFragment|\\beval\\(|new"
                    + " Function|setHTMLUnsafe|srcdoc");

    private static TestServer server;

    @BeforeAll
    static void serve(@TempDir Path folder) {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_first_load_is_small() throws IOException {
        PageFiles files = PageFiles.read();
        Set<String> first = new TreeSet<>();
        addWithImports("app.js", first);
        assertThat(first).contains("events-page.js", "event-page.js").doesNotContain("metrics-page.js");
        assertThat(zipped(files, first::contains)).isBetween(1, MOST_SCRIPT);
        assertThat(zipped(files, name -> name.endsWith(".css"))).isBetween(1, MOST_STYLE);
        assertThat(zipped(files, name -> name.endsWith(".js"))).isBetween(1, MOST_SCRIPT_IN_ALL);
    }

    /** What a script needs before it runs. */
    private static void addWithImports(String name, Set<String> all) throws IOException {
        if (all.add(name)) {
            Matcher imports = IMPORT.matcher(Files.readString(FOLDER.resolve(name)));
            while (imports.find()) {
                addWithImports(imports.group(1), all);
            }
        }
    }

    @Test
    void no_other_host_is_asked_for_anything() throws IOException {
        for (String name : names(file -> true)) {
            String text = Files.readString(FOLDER.resolve(name)).replace("http://www.w3.org/2000/svg", "");
            assertThat(OTHER_HOST.matcher(text).results().map(found -> found.group()))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void no_text_is_made_into_markup() throws IOException {
        for (String name : names(file -> file.endsWith(".js"))) {
            assertThat(Files.readString(FOLDER.resolve(name))).as(name).doesNotContainPattern(MARKUP_FROM_TEXT);
        }
    }

    @Test
    void every_page_is_the_same_document_under_a_strict_policy() {
        for (String path :
                List.of("/", "/events", "/events/evt_1", "/routes/a%20b", "/replays/rpl_1", "/tokens", "/login")) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("{{");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void assets_may_be_kept_because_their_address_changes_with_them() {
        String asset = "/assets/" + PageFiles.read().version() + "/app.js";
        assertThat(get("/").body()).contains(asset);
        HttpResponse<String> script = get(asset);
        assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(script.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        HttpResponse<String> zipped = get(asset, "Accept-Encoding", "gzip");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void what_is_not_a_page_is_not_found() {
        String version = PageFiles.read().version();
        for (String path : List.of(
                "/nothing",
                "/assets/0000/app.js",
                "/assets/" + version + "/nothing.js",
                "/assets/" + version + "/..%2Fpolicy%2Fdefault-errors.camel.yaml",
                "/assets/" + version + "/%2e%2e/logback.xml")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        HttpResponse<String> forBrowsers = get("/nothing", "Accept", "text/html");
        assertThat(forBrowsers.statusCode()).isEqualTo(404);
        assertThat(forBrowsers.body()).startsWith("<!doctype html>");
        assertThat(get("/api/v1/events", "Accept", "text/html").statusCode()).isEqualTo(401);
    }

    private static int zipped(PageFiles files, Predicate<String> which) throws IOException {
        return names(which).stream()
                .map(name -> files.find(name).orElseThrow())
                .mapToInt((PageFile file) -> file.zipped().length)
                .sum();
    }

    private static List<String> names(Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(which)
                    .sorted()
                    .toList();
        }
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.adminUri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return server.send(request.build());
    }
}
