package dev.hookwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sandbox, and somebody who calls it with credentials that all vendors like. */
final class SandboxCaller implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Sandbox sandbox;

    SandboxCaller(String... vendors) {
        sandbox = new Sandbox(0, 0, List.of(vendors), List.of(), log::add);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    List<String> log() {
        return log;
    }

    /** What a call gives that must be answered with that status. */
    JsonNode json(int status, String method, String path, String body, String... headers) {
        HttpResponse<String> answer = call(method, path, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestServer.json(answer.body().isEmpty() ? "{}" : answer.body());
    }

    HttpResponse<String> call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Authorization", "Bearer sandbox")
                .header("Content-Type", "application/json")
                .header("Notion-Version", "2022-06-28")
                .header("x-api-token", "sandbox")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
