package dev.hookwright.load;

import dev.hookwright.ledger.LedgerStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Fills a ledger with events such as there are after a month, and writes a workspace that goes with them.
 *
 * <p>{@code java -cp ... dev.hookwright.load.ManyEvents 1000000 WORKSPACE} for H2, in WORKSPACE/data; with a
 * {@code jdbc:postgresql:} URL behind it, for that database. The server that is started with the workspace then is what
 * {@link ReadingTimes} asks.
 */
public final class ManyEvents {
    static final int ENDPOINTS = 20;
    static final int TYPES = 50;
    /** Of one event in so many. */
    static final int NEEDLE_EVERY = 100_000;

    private static final Duration SPAN = Duration.ofDays(28);
    private static final int BATCH = 2_000;
    private static final List<String> CAUSES = List.of(
            "HTTP 422 Unprocessable Entity: email is invalid",
            "HTTP 401 Unauthorized",
            "HTTP 503 Service Unavailable",
            "connection refused",
            "no answer within 30s",
            "HTTP 404 Not Found: no such customer");
    private static final String EVENT = "INSERT INTO event (id, endpoint, provider, type, dedup_key, received_at,"
            + " remote_address, headers, query, body, body_parts) VALUES (?, ?, 'unsigned', ?, ?, ?, '203.0.113.7',"
            + " '{\"content-type\":\"application/json\",\"user-agent\":\"Load/1\"}', '{}', ?, 0)";
    private static final String CLAIM =
            "INSERT INTO claim (scope, claim_key, event_id, route, created_at) VALUES (?, ?, ?, '', ?)";

    private static final String RUN = "INSERT INTO run (id, event_id, route, status, lane, attempt, failures, due_at,"
            + " owner, error, created_at, ended_at, starts) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0)";
    private static final String ATTEMPT = "INSERT INTO attempt (run_id, step_key, number, step_id, connector, at,"
            + " duration_ms, outcome, status_code, error, response) VALUES (?, 'call', 1, 'call', 'http', ?, ?, ?, ?, ?, ?)";

    private final Random random = new Random(7);
    private final Connection connection;
    private final PreparedStatement events;
    private final PreparedStatement claims;
    private final PreparedStatement runs;
    private final PreparedStatement attempts;
    private final boolean shared;

    private ManyEvents(Connection connection, boolean shared) throws SQLException {
        this.connection = connection;
        this.shared = shared;
        this.events = connection.prepareStatement(EVENT);
        this.claims = connection.prepareStatement(CLAIM);
        this.runs = connection.prepareStatement(RUN);
        this.attempts = connection.prepareStatement(ATTEMPT);
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        Path workspace = Path.of(arguments[1]);
        Path data = workspace.resolve("data");
        writeWorkspace(workspace);
        Files.createDirectories(data);
        boolean shared = arguments.length > 2;
        if (shared) {
            LedgerStore.openShared(
                            arguments[2], "postgres", null, data.resolve("node"), InstantSource.system(), () -> {})
                    .close();
        } else {
            LedgerStore.open(data, InstantSource.system(), () -> {}).close();
        }
        String url = shared
                ? arguments[2] + "?reWriteBatchedInserts=true&options=-c%20synchronous_commit=off"
                : "jdbc:h2:file:" + data.resolve("ledger").toAbsolutePath()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        long began = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(url, shared ? "postgres" : "hookwright", "")) {
            connection.setAutoCommit(false);
            new ManyEvents(connection, shared).fill(count);
            connection.setAutoCommit(true);
            if (shared) {
                connection.createStatement().execute("VACUUM ANALYZE");
            }
        }
        System.out.printf("%d events in %d s%n", count, (System.nanoTime() - began) / 1_000_000_000L);
    }

    static String route(int endpoint, int number) {
        return "route-%02d-%d".formatted(endpoint, number);
    }

    /** Ten endpoints have one route, ten have two. */
    static int routesOf(int endpoint) {
        return endpoint < ENDPOINTS / 2 ? 2 : 1;
    }

    private static void writeWorkspace(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        StringBuilder endpoints = new StringBuilder();
        for (int endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
            List<String> routes = new ArrayList<>();
            for (int number = 0; number < routesOf(endpoint); number++) {
                String route = route(endpoint, number);
                routes.add(route + ": {}");
                Files.writeString(folder.resolve("routes/" + route + ".camel.yaml"), """
                        - route:
                            id: %s
                            from:
                              uri: platform-http:/hooks/endpoint-%02d
                              steps:
                                - log: {id: call, message: "taken"}
                        """.formatted(route, endpoint));
            }
            endpoints
                    .append("endpoint-%02d: {provider: unsigned, routes: {".formatted(endpoint))
                    .append(String.join(", ", routes))
                    .append("}}\n");
        }
        Files.writeString(folder.resolve("routes/endpoints.yaml"), endpoints);
    }

    private void fill(int count) throws SQLException {
        long end = System.currentTimeMillis() - 60_000;
        long begin = end - SPAN.toMillis();
        for (int number = 0; number < count; number++) {
            add(number, begin + (long) ((double) (end - begin) * number / count));
            if (number % BATCH == BATCH - 1 || number == count - 1) {
                for (PreparedStatement each : List.of(events, claims, runs, attempts)) {
                    each.executeBatch();
                }
                connection.commit();
            }
        }
    }

    private void add(int number, long at) throws SQLException {
        // Some endpoints and types are busier than others.
        int endpoint = (int) (ENDPOINTS * random.nextDouble() * random.nextDouble());
        int type = (int) (TYPES * random.nextDouble() * random.nextDouble());
        UUID id = id(at, number);
        String name = "endpoint-%02d".formatted(endpoint);
        String key = "key-%08d".formatted(number);
        set(
                events,
                id,
                name,
                "%s.kind%02d".formatted(type % 2 == 0 ? "invoice" : "customer", type),
                key,
                at,
                body(number).getBytes(StandardCharsets.UTF_8));
        set(claims, "endpoint:" + name, key, id, at);
        for (int route = 0; route < routesOf(endpoint); route++) {
            addRun(id(at, number), id, route(endpoint, route), at);
        }
    }

    private void addRun(UUID id, UUID event, String route, long at) throws SQLException {
        int lot = random.nextInt(1_000);
        String status = lot < 970 ? "succeeded" : lot < 992 ? "dead" : lot < 996 ? "cancelled" : "waiting";
        long took = 20L + random.nextInt(400);
        String error = status.equals("succeeded") ? null : CAUSES.get(random.nextInt(CAUSES.size()));
        boolean waits = status.equals("waiting");
        long due = waits ? System.currentTimeMillis() + Duration.ofDays(30).toMillis() : at;
        set(
                runs,
                id,
                event,
                route,
                status,
                1,
                error == null ? 0 : 1,
                due,
                shared ? null : "local",
                error,
                at,
                waits ? null : at + took);
        set(
                attempts,
                id,
                at + 5,
                took,
                error == null ? "succeeded" : "failed",
                error == null ? 200 : 422,
                error,
                error == null ? "{\"ok\":true}" : null);
    }

    private String body(int number) {
        StringBuilder text = new StringBuilder("{\"id\": \"obj_%08d\", \"livemode\": true, \"amount\": %d,"
                .formatted(number, random.nextInt(100_000)));
        text.append(" \"customer\": {\"email\": \"user%06d@example.com\", \"name\": \"User %d\"},"
                .formatted(number % 250_000, number % 250_000));
        if (number % NEEDLE_EVERY == NEEDLE_EVERY / 2) {
            text.append(" \"note\": \"needle in the haystack\",");
        }
        text.append(" \"lines\": [");
        for (String comma = ""; text.length() < 1_000; comma = ", ") {
            text.append(comma)
                    .append("{\"sku\": \"%x\", \"quantity\": %d}".formatted(random.nextLong(), random.nextInt(9)));
        }
        return text.append("]}").toString();
    }

    private UUID id(long at, int number) {
        return new UUID(at << 16 | 0x7000 | number & 0xFFF, Long.MIN_VALUE | random.nextLong() >>> 2);
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }
}
