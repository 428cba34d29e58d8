package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.ledger.Ids;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server in the middle of deliveries, again and again. What was answered 2xx must end succeeded, and no step
 * that is recorded as done on disk may be called again. The long form: {@code mvn verify -Dit.test=CrashIT
 * -Dhookwright.kills=1000}.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("hookwright.kills", 30);
    private static final int DELIVERIES = 200;
    private static final int SENDERS = 8;
    private static final long SEED = Long.getLong("hookwright.seed", System.nanoTime());

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger number = new AtomicInteger();
    private Path data;

    @Test
    void kills_lose_nothing_and_repeat_nothing_that_is_done(@TempDir Path folder) throws Exception {
        Random random = new Random(SEED);
        data = folder.resolve("data");
        try (Target target = new Target()) {
            writeWorkspace(folder, target.url());
            for (int kill = 0; kill < KILLS; kill++) {
                OnDisk disk = onDisk(folder);
                assertThat(disk.events())
                        .as("after kill %s of seed %s: events that were acknowledged", kill, SEED)
                        .containsAll(acknowledged);
                Set<String> done = disk.stepsDone();
                Map<String, Integer> before = callsByKey(target);
                try (ServerProcess server = start(folder)) {
                    deliverAndKill(server, random);
                }
                Map<String, Integer> after = callsByKey(target);
                assertThat(done)
                        .as("kill %s of seed %s: calls of steps that were done", kill, SEED)
                        .allSatisfy(key -> assertThat(after.get(key)).isEqualTo(before.get(key)));
            }
            try (ServerProcess server = start(folder)) {
                int adminPort = server.awaitReady()[1];
                awaitAllSucceeded(adminPort);
            }
            Map<String, Integer> calls = callsByKey(target);
            int repeated = calls.values().stream().mapToInt(count -> count - 1).sum();
            System.out.printf(
                    "%d kills: %d deliveries acknowledged, 0 lost; %d calls, %d of them repeated after a kill%n",
                    KILLS, acknowledged.size(), target.calls().size(), repeated);
            // At the worst everything that was in flight at a kill: the bound of the route.
            assertThat(repeated).isLessThanOrEqualTo(KILLS * 64 * 3);
            assertThat(acknowledged).isNotEmpty();
            assertThat(calls.keySet()).hasSizeGreaterThanOrEqualTo(acknowledged.size() * 3);
        }
    }

    private static void writeWorkspace(Path folder, String target) throws IOException {
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
                """.formatted(target));
    }

    private ServerProcess start(Path folder) {
        return ServerProcess.start(
                folder,
                Map.of(),
                "run",
                "--workspace",
                folder.toString(),
                "--port",
                "0",
                "--admin-port",
                "0",
                "--data",
                data.toString());
    }

    /** Deliveries from several senders beside two busy loops; the kill comes at a moment nobody chose. */
    private void deliverAndKill(ServerProcess server, Random random) throws InterruptedException {
        int port = server.awaitReady()[0];
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger left = new AtomicInteger(DELIVERIES);
        List<Thread> threads = new ArrayList<>();
        IntStream.range(0, SENDERS)
                .forEach(i -> threads.add(new Thread(() -> {
                    while (!over.get() && left.getAndDecrement() > 0) {
                        deliver(port);
                    }
                })));
        IntStream.range(0, 2)
                .forEach(i -> threads.add(new Thread(() -> {
                    while (!over.get()) {
                        Thread.onSpinWait();
                    }
                })));
        threads.forEach(Thread::start);
        TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(900));
        server.kill();
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void deliver(int port) {
        String id = "d-" + number.incrementAndGet();
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
        } catch (IOException e) {
            // killed before it answered: nothing was promised
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a copy of the store holds. Asks no code of the product. */
    private record OnDisk(Set<String> events, Set<String> stepsDone) {}

    private OnDisk onDisk(Path folder) throws Exception {
        Set<String> events = new HashSet<>();
        Set<String> steps = new HashSet<>();
        if (Files.exists(data.resolve("ledger.mv.db"))) {
            Path copy = folder.resolve("copy");
            Files.copy(data.resolve("ledger.mv.db"), Path.of(copy + ".mv.db"), StandardCopyOption.REPLACE_EXISTING);
            String url = "jdbc:h2:file:" + copy + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
            try (Connection connection = DriverManager.getConnection(url, "hookwright", "");
                    Statement statement = connection.createStatement()) {
                ResultSet rows = statement.executeQuery("SELECT id FROM event");
                while (rows.next()) {
                    events.add(Ids.text(Ids.EVENT, rows.getObject(1, UUID.class)));
                }
                rows = statement.executeQuery("SELECT run_id, step_id FROM attempt WHERE outcome = 'succeeded'");
                while (rows.next()) {
                    steps.add(rows.getObject(1, UUID.class) + " " + rows.getString(2));
                }
            }
        }
        return new OnDisk(events, steps);
    }

    /** How often each step of each run was called, by the idempotency key that came along. */
    private static Map<String, Integer> callsByKey(Target target) {
        Map<String, Integer> calls = new HashMap<>();
        for (Target.Call call : target.calls()) {
            String key = call.headers().get("idempotency-key");
            String run = key.substring(0, key.indexOf('-'));
            String step = call.path().substring(1);
            calls.merge(Ids.parse(Ids.RUN, run).orElseThrow() + " " + step, 1, Integer::sum);
        }
        return calls;
    }

    private void awaitAllSucceeded(int adminPort) throws IOException {
        String token = Files.readString(data.resolve("admin-token")).strip();
        Set<String> left = new HashSet<>(acknowledged);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    left.removeIf(id -> isSucceeded(adminPort, token, id));
                    return left.isEmpty();
                });
    }

    private boolean isSucceeded(int adminPort, String token, String id) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + adminPort + "/api/v1/events/" + id))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as("acknowledged event %s: %s", id, response.body())
                    .isEqualTo(200);
            JsonNode run = TestServer.json(response.body()).at("/runs/0");
            return run.path("status").asText().equals("succeeded");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
