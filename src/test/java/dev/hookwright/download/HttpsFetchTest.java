package dev.hookwright.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hookwright.config.AddressRanges;
import dev.hookwright.provider.Download;
import dev.hookwright.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server that does what a server should not. */
class HttpsFetchTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    static Path folder;

    private static SelfSigned key;
    private HttpsServer server;

    @BeforeAll
    static void make_a_key() throws Exception {
        key = SelfSigned.in(folder);
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(key.tls()));
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(exchange.getRequestMethod() + " " + path + " " + body);
        switch (path) {
            case "/long" -> answer(exchange, 200, "a".repeat(HttpsFetch.MOST_BYTES + 1));
            case "/just" -> answer(exchange, 200, "a".repeat(HttpsFetch.MOST_BYTES));
            case "/moved" -> {
                exchange.getResponseHeaders().add("Location", "/key");
                answer(exchange, 302, "");
            }
            case "/slow" -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                await();
            }
            case "/key" -> answer(exchange, 200, "the key");
            default -> answer(exchange, 404, "no");
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Download download(String path, String json) {
        URI url = URI.create("https://localhost:" + server.getAddress().getPort() + path);
        return new Download("acme", url, json, Duration.ofHours(1));
    }

    private HttpsFetch fetch(Duration deadline) throws Exception {
        return new HttpsFetch(key.tls(), address -> true, deadline);
    }

    @Test
    void a_document_is_got_or_asked_for() throws Exception {
        assertThat(fetch(DEADLINE).text(download("/key", null))).isEqualTo("the key");
        assertThat(fetch(DEADLINE).text(download("/key", "{\"a\":1}"))).isEqualTo("the key");
        assertThat(fetch(DEADLINE).text(download("/just", null))).hasSize(HttpsFetch.MOST_BYTES);
        assertThat(seen).containsExactly("GET /key ", "POST /key {\"a\":1}", "GET /just ");
    }

    @Test
    void no_redirect_is_followed_and_nothing_else_but_200_will_do() throws Exception {
        HttpsFetch fetch = fetch(DEADLINE);
        assertThatThrownBy(() -> fetch.text(download("/moved", null))).hasMessage("the answer is 302");
        assertThatThrownBy(() -> fetch.text(download("/none", null))).hasMessage("the answer is 404");
        assertThat(seen).containsExactly("GET /moved ", "GET /none ");
    }

    @Test
    void an_answer_that_is_too_long_or_never_ends_is_given_up() throws Exception {
        HttpsFetch fetch = fetch(DEADLINE);
        assertThatThrownBy(() -> fetch.text(download("/long", null))).hasMessageContaining("more than 65536 bytes");
        HttpsFetch hurried = fetch(Duration.ofMillis(700));
        assertThatThrownBy(() -> hurried.text(download("/slow", null))).hasMessage("no whole answer within 700 ms");
    }

    @Test
    void a_server_whose_certificate_nobody_vouches_for_is_not_believed() {
        assertThatThrownBy(() -> HttpsFetch.of(true).text(download("/key", null)))
                .isInstanceOf(IOException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void a_host_inside_of_the_own_network_is_not_called() throws Exception {
        HttpsFetch careful = new HttpsFetch(key.tls(), address -> !AddressRanges.PRIVATE.contain(address), DEADLINE);
        assertThatThrownBy(() -> careful.text(download("/key", null)))
                .hasMessageContaining("is not a public address (hookwright.download.private-addresses=true allows it)");
        assertThat(seen).isEmpty();
    }
}
