package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.Problems;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.Limits;
import dev.hookwright.ledger.Event;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.ProviderRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers try on the public port, byte by byte. */
class EdgeTest {
    private final Vertx vertx = Vertx.vertx();
    /** Servers of one Vert.x would share a free port. */
    private final Vertx another = Vertx.vertx();

    private final MemorySink sink = new MemorySink();
    private final List<Event> stored = sink.stored;
    private HookServer server;
    private HookServer impatient;

    @BeforeEach
    void start() throws InterruptedException {
        Endpoint open = new Endpoint(
                "open",
                ProviderRegistry.load(null, new Problems()).find("unsigned").orElseThrow(),
                Credentials.NONE,
                new DedupKey.ProviderId(),
                Limits.ofBody(64 << 10),
                null,
                null,
                Map.of());
        Intake intake = new Intake(
                new Endpoints(Map.of("open", open)),
                new ConfirmedSecrets(),
                InstantSource.system(),
                System::nanoTime,
                AddressRanges.NONE,
                Downloads.NONE,
                name -> LocalKeys.NONE);
        server = new HookServer(vertx, intake, sink, options(Duration.ofMinutes(1)));
        server.start();
        impatient = new HookServer(another, intake, sink, options(Duration.ofMillis(400)));
        impatient.start();
    }

    /** @param patience with a sender's head, and with its body */
    private static HookServerOptions options(Duration patience) {
        return new HookServerOptions("127.0.0.1", 0, patience, patience, Duration.ofMinutes(1), 100, 50, 200 << 10);
    }

    @AfterEach
    void stop() {
        server.close();
        impatient.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        another.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Socket connect(HookServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Sends bytes and reads all that comes until the server closes. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return untilClosed(socket);
        }
    }

    private static String untilClosed(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            return "";
        }
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n" + body;
    }

    @Test
    void a_sender_of_too_much_that_reads_only_when_all_is_sent_is_told_why() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSendBufferSize(4096);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            byte[] part = new byte[4096];
            int parts = 400;
            socket.getOutputStream()
                    .write(("POST /hooks/open HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: "
                                    + part.length * parts + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < parts; i++) {
                socket.getOutputStream().write(part);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void only_the_exact_path_is_served() throws IOException {
        assertThat(exchange(post("/hooks/open", "Content-Length: 2\r\n", "{}"))).startsWith("HTTP/1.1 202");
        assertThat(exchange(post("/hooks/open?a=b&a=c", "Content-Length: 2\r\n", "{}")))
                .startsWith("HTTP/1.1 202");
        assertThat(stored.get(1).query()).isEqualTo(Map.of("a", "b, c"));
        for (String path : List.of(
                "/",
                "/hooks",
                "/hooks/",
                "//hooks/open",
                "/hooks//open",
                "/hooks/open/",
                "/hooks/./open",
                "/x/../hooks/open",
                "/hooks/%6fpen",
                "/hooks/open%00",
                "/hooks/open;a",
                "/HOOKS/open",
                "/hooks/Open",
                "/observe/health/live",
                "/api/v1/events",
                "/hooks/open%2f",
                "/hooks/%2e%2e/hooks/open")) {
            assertThat(exchange(post(path, "Content-Length: 2\r\n", "{}")))
                    .as(path)
                    .startsWith("HTTP/1.1 404");
        }
        assertThat(stored).hasSize(2);
    }

    @Test
    void a_smuggled_second_request_is_never_served() throws IOException {
        String inner = "POST /hooks/open?inner=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        for (String headers : List.of(
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Content-Length: 0\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: identity, chunked\r\nContent-Length: 1\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: 0x4\r\n",
                "Content-Length: -1\r\n",
                "Content-Length : 4\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: identity\r\n",
                "Content-Length: 4\r\nTransfer-Encoding:\tchunked\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: Chunked\r\n",
                "Content-Length: 4\r\ntransfer-encoding: chunked\r\n",
                "Content-Length: 4\r\nTransfer-Encoding : chunked\r\n",
                "Content-Length: 4\r\n Transfer-Encoding: chunked\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked, identity\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: \"chunked\"\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n",
                "Transfer-Encoding: gzip, chunked\r\nContent-Length: 1\r\n",
                "Transfer-Encoding: chunked;q=1\r\n",
                "Transfer-Encoding: chunk\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Content-Length: 4, 4\r\nContent-Length: 5\r\n",
                "Content-Length: 4,5\r\n",
                "Content-Length: 4 5\r\n",
                "Content-Length: 4;5\r\n",
                "Content-Length: 4\u0000\r\n",
                "Content-Length: 0004\r\nContent-Length: 5\r\n",
                "Content-Length: 4.0\r\n",
                "Content-Length: 4e0\r\n",
                "Content-Length: four\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length:\r\n",
                "Content-Length: \r\nContent-Length: 4\r\n",
                "Content-Length\r\n",
                ": 4\r\nContent-Length: 5, 6\r\n",
                "X: a\rContent-Length: 4\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n",
                "X\u0000Y: a\r\nContent-Length: -4\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: 1\r\nContent-Length: 2\r\n")) {
            String answer = exchange("POST /hooks/open HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n0\r\n\r\n" + inner);
            assertThat(answer.split("HTTP/1.1 ", -1).length - 1)
                    .as(headers + answer)
                    .isLessThanOrEqualTo(1);
            assertThat(answer).as(headers).doesNotContain("HTTP/1.1 202");
        }
        assertThat(stored).isEmpty();
        // A folded header is one header; what stands behind the request is still no second one.
        exchange("POST /hooks/open HTTP/1.1\r\nHost: x\r\n folded: 1\r\n\r\n0\r\n\r\n" + inner);
        assertThat(stored).allSatisfy(event -> assertThat(event.query()).isEmpty());
    }

    @Test
    void what_is_too_long_is_refused() throws IOException {
        assertThat(exchange(post("/hooks/open?" + "a".repeat(5_000), "Content-Length: 2\r\n", "{}")))
                .contains(" 414 ");
        assertThat(exchange(post("/hooks/open", "X: " + "a".repeat(20_000) + "\r\nContent-Length: 2\r\n", "{}")))
                .contains(" 431 ");
        assertThat(exchange(post("/hooks/open", "Content-Length: 400000000\r\n", "")))
                .startsWith("HTTP/1.1 413");
        assertThat(exchange(post("/hooks/open", "Transfer-Encoding: chunked\r\n", "20000\r\n" + "a".repeat(0x20000))))
                .startsWith("HTTP/1.1 413");
        assertThat(stored).isEmpty();
    }

    @Test
    void one_who_sends_nothing_or_too_slowly_is_closed() throws IOException {
        try (Socket idle = connect(impatient);
                Socket half = connect(impatient);
                Socket body = connect(impatient)) {
            half.getOutputStream().write("POST /hooks/open HTTP/1.1\r\nHos".getBytes(StandardCharsets.ISO_8859_1));
            body.getOutputStream()
                    .write("POST /hooks/open HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(untilClosed(idle)).isEmpty();
            assertThat(untilClosed(half)).isEmpty();
            assertThat(untilClosed(body)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void connections_and_bodies_in_flight_are_bounded() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = connect(server);
                sockets.add(socket);
                // An answer says that it is counted: event loops do not take connections in the order they are made.
                socket.getOutputStream()
                        .write("POST /hooks/open HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            try (Socket oneTooMany = connect(server)) {
                assertThat(untilClosed(oneTooMany)).isEmpty();
            }
            for (Socket socket : sockets.subList(0, 4)) {
                socket.getOutputStream()
                        .write(("POST /hooks/open HTTP/1.1\r\nHost: x\r\nContent-Length: 65000\r\n\r\n"
                                        + "a".repeat(64_000))
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            await().until(() -> server.statistics().of("open").refused(RefusalCode.CANNOT_STORE) == 1);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().untilAsserted(() -> assertThat(exchange(post("/hooks/open", "Content-Length: 2\r\n", "{}")))
                .startsWith("HTTP/1.1 202"));
    }

    @Test
    void a_store_that_is_away_is_said_with_the_time_to_come_back() throws IOException {
        sink.isAway = true;
        String answer = exchange(post("/hooks/open", "Content-Length: 2\r\n", "{}"));
        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("Retry-After: 5")
                .contains("cannot-store");
        assertThat(stored).isEmpty();
    }

    @Test
    void requests_in_a_pipeline_are_answered_in_turn() throws IOException {
        String one = "POST /hooks/open HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        String answers = exchange(one + one + one.replace("Host: x", "Host: x\r\nConnection: close"));
        assertThat(answers.split("HTTP/1.1 202", -1)).hasSize(4);
        assertThat(stored).hasSize(3);
    }

    @Test
    void the_body_is_asked_for_when_the_sender_waits_for_that() throws IOException {
        String answer = exchange(post("/hooks/open", "Expect: 100-continue\r\nContent-Length: 2\r\n", "{}"));
        assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 202");
    }
}
