package dev.hookwright.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hookwright.ledger.Ids;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Deliveries to servers that are killed meanwhile, with a route that makes three calls for each, and a count of its own
 * of what was promised and what was called. Asks no code of the product.
 */
public final class CrashLoad implements AutoCloseable {
    private static final int SENDERS = 8;

    private final Path folder;
    private final Map<String, String> environment;
    private final Target target = new Target();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger number = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    /** @param environment of the servers */
    public CrashLoad(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/endpoints.yaml"), """
                in:
                  provider: unsigned
                  dedupKey: header:X-Delivery
                  routes: {main: {retry: [1s, 1s, 1s]}}
                """);
        Files.writeString(folder.resolve("routes/main.camel.yaml"), """
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - to: {id: crm, uri: "kamelet:http-request-action", parameters: {baseUrl: "%1$s/crm"}}
                              - to: {id: mail, uri: "kamelet:http-request-action", parameters: {baseUrl: "%1$s/mail"}}
                        - to: {id: ticket, uri: "kamelet:http-request-action", parameters: {baseUrl: "%1$s/ticket"}}
                """.formatted(target.url()));
    }

    public Target target() {
        return target;
    }

    /** Where a node keeps its data. */
    public Path data(String node) {
        return folder.resolve(node);
    }

    public ServerProcess start(String node) {
        return ServerProcess.run(folder, environment, data(node));
    }

    /** Begins to send to all of the ports, and to keep the processors busy, until {@link #stopSending}. */
    public void send(int deliveries, List<Integer> ports) {
        over.set(false);
        AtomicInteger left = new AtomicInteger(deliveries);
        for (int i = 0; i < SENDERS; i++) {
            begin(() -> {
                while (!over.get() && left.getAndDecrement() > 0) {
                    int delivery = number.incrementAndGet();
                    deliver(ports.get(delivery % ports.size()), "d-" + delivery);
                }
            });
        }
    }

    private void begin(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
    }

    /** Keeps the processors busy too: what is wrong with an order shows when everything is slow. */
    public void besideBusyLoops() {
        over.set(false);
        for (int i = 0; i < 2; i++) {
            begin(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    public void stopSending() throws InterruptedException {
        over.set(true);
        awaitSent();
    }

    /** Waits until everything is sent that was to be. */
    public void awaitSent() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** Posts one delivery; gives the status, 0 if there was no answer. */
    public int deliver(int port, String id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/in"))
                .header("X-Delivery", id)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString("{\"delivery\": \"" + id + "\"}"))
                .build();
        int status = 0;
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            status = response.statusCode();
            if (status / 100 == 2) {
                acknowledged.add(TestServer.json(response.body()).path("id").asText());
            } else if (status == 503) {
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
        } catch (IOException e) {
            // The server ended before it answered: nothing was promised.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
        return status;
    }

    /** The ids of the events whose delivery was answered 2xx. */
    public Set<String> acknowledged() {
        return acknowledged;
    }

    /** How often each status was answered; 0 for no answer. */
    public Map<Integer, AtomicInteger> answers() {
        return answers;
    }

    /** How often each step of each run was called, by the idempotency key that came along. */
    public Map<String, Integer> callsByKey() {
        Map<String, Integer> calls = new HashMap<>();
        for (Target.Call call : target.calls()) {
            String key = call.headers().get("idempotency-key");
            String run = key.substring(0, key.indexOf('-'));
            String step = call.path().substring(1);
            calls.merge(Ids.parse(Ids.RUN, run).orElseThrow() + " " + step, 1, Integer::sum);
        }
        return calls;
    }

    /** How many calls were made more than once. */
    public int repeatedCalls() {
        return callsByKey().values().stream().mapToInt(count -> count - 1).sum();
    }

    /** Waits until every acknowledged event's run has succeeded, as a server's API says. */
    public void awaitAllSucceeded(int adminPort, String node, Duration limit) {
        await().atMost(limit)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> Stream.of("ready", "running", "waiting")
                        .allMatch(status -> isNone(get(adminPort, node, "/api/v1/events?limit=1&status=" + status))));
        Set<String> left = new HashSet<>(acknowledged);
        String cursor = "";
        do {
            JsonNode page = get(adminPort, node, "/api/v1/events?limit=500" + cursor);
            for (JsonNode event : page.path("items")) {
                if (left.remove(event.path("id").asText())) {
                    JsonNode run = event.at("/runs/0");
                    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("succeeded");
                }
            }
            cursor = "&cursor=" + page.path("nextCursor").asText();
        } while (cursor.contains("evt_"));
        assertThat(left).as("acknowledged, but not there").isEmpty();
        // Each of the three calls was made.
        assertThat(callsByKey().keySet()).hasSizeGreaterThanOrEqualTo(acknowledged.size() * 3);
    }

    /** Not while the ledger cannot be reached. */
    private static boolean isNone(JsonNode list) {
        return list.path("items").isArray() && list.path("items").isEmpty();
    }

    /** What an admin call gives; a missing node while the ledger cannot be reached. */
    public JsonNode get(int adminPort, String node, String path) {
        return call(adminPort, node, path, HttpRequest.newBuilder().GET());
    }

    /** The same for a call that changes something. */
    public JsonNode post(int adminPort, String node, String path, String body) {
        return call(adminPort, node, path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode call(int adminPort, String node, String path, HttpRequest.Builder call) {
        try {
            HttpRequest request = call.uri(URI.create("http://127.0.0.1:" + adminPort + path))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(data(node).resolve("admin-token"))
                                            .strip())
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 503) {
                // The database is only just back.
                return MissingNode.getInstance();
            }
            assertThat(response.statusCode() / 100)
                    .as("%s: %s", path, response.body())
                    .isEqualTo(2);
            return TestServer.json(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        over.set(true);
        target.close();
    }
}
