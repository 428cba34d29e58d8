package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library that reads HTTP gives up on is refused as all else is: told, counted, and kept where it can be. */
class UnreadableHeadTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "open: {provider: unsigned}")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String answer(String path, String headers) throws IOException {
        return answer("POST " + path + " HTTP/1.1\r\nHost: x\r\nX-Delivery: d-1\r\n" + headers + "\r\n{}");
    }

    private String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void assertProblem(String answer, int status, String code) {
        // Whose version of HTTP was not read is answered as the oldest.
        assertThat(answer)
                .matches("(?s)HTTP/1[.][01] " + status + " .*")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("connection: close");
        JsonNode problem = TestServer.json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
    }

    private JsonNode onlyRejection() {
        await().until(() -> !server.rejections().isEmpty());
        JsonNode all = server.get("/api/v1/rejections").path("items");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void assertCounted(String endpoint, String reason) {
        String metrics = server.send(server.admin("/observe/metrics").build()).body();
        assertThat(metrics)
                .contains("hookwright_requests_rejected_total{endpoint=\"" + endpoint + "\",reason=\"" + reason
                        + "\"} 1.0");
    }

    @Test
    void headers_that_are_too_large_are_told_and_kept_as_far_as_they_were_read() throws IOException {
        String large = "Content-Length: 2\r\nX-Large: " + "a".repeat(20_000) + "\r\n";

        assertProblem(answer("/hooks/open?a=b", large), 431, "headers-too-large");

        JsonNode rejection = onlyRejection();
        assertThat(rejection.path("code").asText()).isEqualTo("headers-too-large");
        assertThat(rejection.path("reason").asText()).contains("16384 bytes");
        assertThat(rejection.path("endpoint").asText()).isEqualTo("open");
        assertCounted("open", "headers-too-large");
    }

    @Test
    void an_address_that_is_too_long_is_told_and_counted() throws IOException {
        assertProblem(answer("/hooks/open?" + "a".repeat(5_000), "Content-Length: 2\r\n"), 414, "uri-too-long");

        assertCounted("(unknown)", "uri-too-long");
        assertThat(server.rejections()).isEmpty();
    }

    @Test
    void what_is_not_http_is_told_and_kept() throws IOException {
        String smuggled = "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n";

        assertProblem(answer("/hooks/open", smuggled), 400, "malformed-request");

        assertThat(onlyRejection().path("code").asText()).isEqualTo("malformed-request");
        assertCounted("open", "malformed-request");
    }

    @Test
    void a_query_with_a_broken_escape_is_not_http() throws IOException {
        assertProblem(answer("/hooks/open?a=%zz", "Content-Length: 2\r\n"), 400, "malformed-request");

        assertThat(onlyRejection().path("reason").asText()).isEqualTo("the query has a broken %-escape");
        assertCounted("open", "malformed-request");
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is no Host header",
        "'Host: a\r\nhost: a\r\n', there are 2 Host headers",
    })
    void a_request_names_one_host(String hosts, String reason) throws IOException {
        assertProblem(
                answer("POST /hooks/open HTTP/1.1\r\n" + hosts + "Content-Length: 2\r\n\r\n{}"),
                400,
                "malformed-request");

        assertThat(onlyRejection().path("reason").asText()).isEqualTo(reason);
        assertCounted("open", "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0\r\n", "HTTP/1.0\r\nHost: x\r\n", "HTTP/1.1\r\nConnection: close\r\nHost:\r\n"})
    void http_1_0_needs_no_host_and_an_empty_one_is_one(String version) throws IOException {
        assertThat(answer("POST /hooks/open " + version + "Content-Length: 2\r\n\r\n{}"))
                .matches("(?s)HTTP/1[.][01] 202 .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n-1\r\n\r\n", "2\r\n{}\r\nzz\r\n"})
    void a_body_in_chunks_that_are_none_is_told_and_kept(String body) throws IOException {
        assertProblem(
                answer("POST /hooks/open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body),
                400,
                "malformed-request");

        assertThat(onlyRejection().path("reason").asText()).startsWith("the body is not in chunks as HTTP has them");
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/9.9", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9"})
    void another_version_of_http_is_told_in_this_one_and_kept(String version) throws IOException {
        String answer = answer("POST /hooks/open " + version + "\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertProblem(answer, 400, "malformed-request");
        assertThat(onlyRejection().path("reason").asText()).contains("there is no " + version + " here");
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    @Test
    void http_2_without_asking_is_told_in_http_1() throws IOException {
        assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void an_endpoint_that_there_is_not_says_nothing_of_itself() throws IOException {
        String large = "Content-Length: 2\r\nX-Large: " + "a".repeat(20_000) + "\r\n";

        assertProblem(answer("/hooks/none", large), 431, "headers-too-large");

        assertCounted("(unknown)", "headers-too-large");
        assertThat(server.rejections()).isEmpty();
    }
}
