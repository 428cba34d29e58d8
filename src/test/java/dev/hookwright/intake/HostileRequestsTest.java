package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Requests that nobody honest sends: refused or cut off, never a 500, and nothing is left of them in memory. */
class HostileRequestsTest {
    private static final int REQUESTS = Integer.getInteger("hookwright.hostile-requests", 1_000);
    private static final int SOCKET_TIMEOUT_MILLIS = 5_000;

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder).file("routes/endpoints.yaml", """
                        shop: {provider: stripe, secrets: [whsec_shop]}
                        sms: {provider: twilio, secrets: [token], publicUrl: "https://example.com/hooks/sms"}
                        pay: {provider: adyen, secrets: [686f6f6b]}
                        open: {provider: unsigned, maxBody: 32MiB}
                        """).start();
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        server.close();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void malformed_requests_are_refused_or_cut_off_and_leave_nothing_behind() {
        Random random = new Random(42);
        send(random, REQUESTS / 10);
        int threads = Thread.activeCount();
        long heap = usedHeap();
        log.list.clear();

        Map<String, Integer> answers = send(random, REQUESTS);

        // 501 is Vert.x's answer to a version of HTTP that it does not know.
        assertThat(answers.keySet())
                .as(answers.toString())
                .allSatisfy(status -> assertThat(status).matches("closed|4\\d\\d|20[02]|501"));
        int taken = answers.getOrDefault("200", 0) + answers.getOrDefault("202", 0);
        assertThat(taken).as(answers.toString()).isLessThan(REQUESTS / 10);
        assertThat(log.list).hasSizeLessThan(100);
        assertThat(usedHeap() - heap).isLessThan(48 << 20);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 8);
        server.accepted("open", "{}");
    }

    private Map<String, Integer> send(Random random, int count) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            answers.merge(answer(HostileRequest.next(random)), 1, Integer::sum);
        }
        return answers;
    }

    /** The status of the first answer. */
    private String answer(byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            String[] words = answer.split(" ", 3);
            return words.length > 2 ? words[1] : "closed";
        } catch (SocketException e) {
            return "closed";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void json_that_would_wear_a_machine_out_is_refused() {
        String names =
                IntStream.range(0, 1_000_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        List<String> bodies = List.of(
                "[".repeat(100_000) + "]".repeat(100_000),
                "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
                "{\"n\":" + "9".repeat(900_000) + "}",
                "{\"n\":1e999999999}",
                "{\"n\":-1E-999999999}",
                "{\"n\":0." + "9".repeat(900_000) + "}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\\ud800\\u0041\"}",
                "{\"a\":\"\\ud800\\",
                "\\",
                "{\"" + "k".repeat(60_000) + "\":1}",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{'a':1}",
                "//\n{}",
                "\u0000{}",
                "");
        for (String body : bodies) {
            assertThat(server.post("open", body).statusCode())
                    .as(body.substring(0, Math.min(80, body.length())))
                    .isEqualTo(400);
        }
        assertThat(answer(json(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})))
                .isEqualTo("400");
        assertThat(answer(json(new byte[] {'"', (byte) 0xFF, '"'}))).isEqualTo("400");
        // These are large or odd, and yet what JSON can say.
        for (String body :
                List.of("{" + names + "}", colliding(), "{\"a\":\"\\ud83d\\ude00 \\\\ud800\"}", "{\"n\":1.10e2}")) {
            HttpResponse<String> answer = server.post("open", body);
            assertThat(answer.statusCode()).as(() -> answer.body() + warnings()).isEqualTo(202);
        }
    }

    private String warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .collect(Collectors.joining("\n", "\n", ""));
    }

    private static byte[] json(byte[] body) {
        byte[] head = ("POST /hooks/open HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** Names that all have the same hash code. */
    private static String colliding() {
        List<String> names = List.of("");
        for (int length = 0; length < 14; length++) {
            List<String> longer = new ArrayList<>();
            for (String name : names) {
                longer.add(name + "Aa");
                longer.add(name + "BB");
            }
            names = longer;
        }
        return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void a_body_that_is_encoded_is_not_unpacked() {
        for (String encoding : List.of("gzip", "deflate", "br", "zstd", "gzip, gzip", "GZIP", "x-gzip", "compress")) {
            assertThat(server.post("open", "{}", "Content-Encoding", encoding).statusCode())
                    .as(encoding)
                    .isEqualTo(415);
        }
        server.accepted("open", "{}", "Content-Encoding", "identity");
    }
}
