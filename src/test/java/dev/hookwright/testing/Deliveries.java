package dev.hookwright.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Deliveries to an endpoint that takes anyone's post, from several senders at once, until told to stop. */
public final class Deliveries {
    private static final int SENDERS = 8;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    /** Writes a workspace with such an endpoint, /hooks/in, and one route. */
    public static void writeWorkspace(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/endpoints.yaml"), """
                in:
                  provider: unsigned
                  dedupKey: header:X-Delivery
                  routes: {main: {}}
                """);
        Files.writeString(folder.resolve("routes/main.camel.yaml"), """
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - log: "taken"
                """);
    }

    /** The ids of the events whose delivery was answered 2xx. */
    public Set<String> acknowledged() {
        return acknowledged;
    }

    /** Sends for as long as it is said. */
    public void sendWhile(int port, BooleanSupplier goOn) throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            String prefix = "d" + sender + "-" + acknowledged.size() + "-";
            senders.add(new Thread(() -> {
                for (int i = 0; goOn.getAsBoolean(); i++) {
                    send(port, prefix + i);
                }
            }));
        }
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
    }

    /** Sends one; gives the status, 0 if there was no answer. */
    public int send(int port, String id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/in"))
                .header("X-Delivery", id)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString("{\"delivery\": \"" + id + "\"}"))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) {
                acknowledged.add(TestServer.json(response.body()).path("id").asText());
            }
            return response.statusCode();
        } catch (IOException e) {
            // The server ended before it answered: nothing was promised.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
