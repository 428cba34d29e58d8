package dev.hookwright.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.server.HookwrightServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real server of a workspace in a temporary folder, on free ports, with a clock that the test owns. */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final SettableClock clock = new SettableClock();
    private final Map<String, String> settings = new HashMap<>();
    private HookwrightServer server;

    public TestServer(Path folder) {
        this.folder = folder;
    }

    public TestServer file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route from an endpoint that takes anyone's post, with these steps (YAML, not indented). */
    public TestServer route(String id, String endpoint, String steps) {
        file("routes/" + id + ".camel.yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/hooks/%s
                      steps:
                %s
                """.formatted(
                        id, endpoint, steps.indent(8).stripTrailing()));
        return this;
    }

    public TestServer setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** With its ledger in a database. */
    public TestServer onPostgres(String url) {
        return setting("hookwright.database.url", url).setting("hookwright.database.user", "postgres");
    }

    public TestServer start() {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put(Settings.PORT, "0");
        flags.putIfAbsent(Settings.HOST, "127.0.0.1");
        flags.putIfAbsent(Settings.ADMIN_PORT, "0");
        // How full the machine's disk is besides is nothing to these tests.
        flags.putIfAbsent("hookwright.storage.min-free", "none");
        flags.put(Settings.DATA, folder.resolve("data").toString());
        Workspace workspace = new Workspace(folder);
        Problems problems = new Problems();
        Settings all = Settings.load(workspace, Map.of(), flags, problems);
        server = HookwrightServer.start(workspace, all, Map.of(), clock, () -> {}, problems);
        return this;
    }

    public void restart() {
        server.close();
        start();
    }

    /** From now on reloads when the workspace's files change. */
    public void watch() {
        server.watch();
    }

    public HttpResponse<String> reload() {
        return send(admin("/api/v1/reload")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    public Path folder() {
        return folder;
    }

    public SettableClock clock() {
        return clock;
    }

    public URI hooks(String endpoint) {
        return URI.create("http://127.0.0.1:" + server.port() + "/hooks/" + endpoint);
    }

    public int port() {
        return server.port();
    }

    public HttpResponse<String> post(String endpoint, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hooks(endpoint))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** Posts JSON that must be accepted; gives the event's id. */
    public String accepted(String endpoint, String body, String... headers) {
        HttpResponse<String> response = post(endpoint, body, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return json(response.body()).path("id").asText();
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder admin(String path) {
        try {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(folder.resolve("data/admin-token"))
                                            .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI adminUri(String path) {
        return URI.create("http://127.0.0.1:" + server.adminPort() + path);
    }

    /** What an admin call that must go well gives. */
    public JsonNode get(String path) {
        HttpResponse<String> response = send(admin(path).build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    /** The reasons of all rejections. */
    public List<String> rejections() {
        List<String> reasons = new ArrayList<>();
        get("/api/v1/rejections")
                .path("items")
                .forEach(item -> reasons.add(item.path("reason").asText()));
        return reasons;
    }

    public JsonNode event(String id) {
        HttpResponse<String> response = send(admin("/api/v1/events/" + id).build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    public HttpResponse<String> replay(String id, String request) {
        return send(admin("/api/v1/events/" + id + "/replay")
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build());
    }

    /** Waits until the event's runs all stand so; gives the event. */
    public JsonNode awaitRuns(String id, String status) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(event(id).path("runs"))
                        .isNotEmpty()
                        .allSatisfy(run -> assertThat(run.path("status").asText())
                                .as(run.toString())
                                .isEqualTo(status)));
        return event(id);
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
