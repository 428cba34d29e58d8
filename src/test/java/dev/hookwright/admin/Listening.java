package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One who reads the stream. */
final class Listening implements AutoCloseable {
    private final List<String> lines = new ArrayList<>();
    private final InputStream bytes;
    private final BufferedReader reader;

    Listening(TestServer server, String path, String last) throws Exception {
        this(AdminCaller.admin(server), path, last);
    }

    Listening(AdminCaller caller, String path, String last) throws Exception {
        HttpRequest.Builder request = caller.request(path);
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        bytes = response.body();
        reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        until("retry: 2000");
    }

    List<String> lines() {
        return lines;
    }

    List<String> until(String part) throws Exception {
        String line;
        do {
            line = reader.readLine();
            lines.add(line);
        } while (!line.contains(part));
        return lines;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
