package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a mail that cannot be sent, or of which that is not known. */
class SmtpFailuresTest extends ConnectorTests {
    private static final String PLAIN = "{\"to\": \"a@example.com\", \"subject\": \"s\", \"text\": \"x\"}";
    private static final String NEVER = "(never)";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ServerSocket mail;
    private volatile String cutAt = NEVER;
    private volatile boolean closesAtOnce;

    @BeforeEach
    void start() throws IOException {
        mail = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
        server.setting("smtp.port", String.valueOf(mail.getLocalPort()));
        start(
                "smtp-send-sink",
                "{host: 127.0.0.1, port: \"{{smtp.port}}\", security: none, from: \"Shop <hello@example.com>\"}");
    }

    @AfterEach
    void stopMail() throws IOException {
        mail.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"to": "not an address", "subject": "s", "text": "x"}                           ; not an address
            {"to": ["a@example.com", "b@@example.com"], "subject": "s", "text": "x"}        ; b@@example.com
            {"to": "a@example.com", "cc": "c d@example.com", "subject": "s", "text": "x"}   ; c d@example.com
            {"to": "a@example.com", "from": "<from", "subject": "s", "text": "x"}           ; <from
            """)
    void a_mail_to_what_is_not_an_address_is_given_up_at_once(String payload, String wrong) {
        JsonNode run = sent(payload, "dead");
        assertThat(run.path("error").asText()).contains("\"" + wrong + "\" is not a mail address");
        assertThat(run.at("/steps/0/attempts")).hasSize(1);
        assertThat(run.at("/steps/0/attempts/0/outcome").asText()).isEqualTo("failed");
        assertThat(heard).isEmpty();
    }

    @Test
    void a_mail_that_was_handed_over_and_never_acknowledged_may_have_been_sent() {
        cutAt = ".";
        JsonNode attempts = sent(PLAIN, "succeeded").at("/steps/0/attempts");
        assertThat(attempts.at("/0/outcome").asText()).isEqualTo("unknown");
        assertThat(attempts.at("/0/error").asText())
                .contains("no answer came (the server closed the connection): it may have been done");
        assertThat(attempts.at("/1/perhapsTwice").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA"})
    void a_mail_that_was_not_handed_over_was_surely_not_sent(String line) {
        cutAt = line;
        JsonNode attempts = sent(PLAIN, "succeeded").at("/steps/0/attempts");
        assertThat(attempts.at("/0/outcome").asText()).isEqualTo("retry");
        assertThat(attempts.at("/1/perhapsTwice").asBoolean()).isFalse();
    }

    @Test
    void a_mail_server_that_keeps_failing_is_known_by_its_port() {
        closesAtOnce = true;
        for (int i = 0; i < 4; i++) {
            sent(PLAIN, "waiting");
        }
        assertThat(sent(PLAIN, "waiting").path("error").asText())
                .contains("smtp-send-sink at 127.0.0.1:" + mail.getLocalPort() + " is not called");
    }

    private JsonNode sent(String payload, String status) {
        return server.awaitRuns(server.accepted("in", payload), status).at("/runs/0");
    }

    private void serve() {
        while (!mail.isClosed()) {
            try (Socket socket = mail.accept()) {
                server.clock().advance(Duration.ofSeconds(2));
                if (!closesAtOnce) {
                    converse(socket);
                }
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    /** Agrees to everything; closes the connection once, instead of an answer to the line that begins so. */
    private void converse(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        say(socket, "220 here");
        boolean isMessage = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (line.startsWith(cutAt)) {
                cutAt = NEVER;
                return;
            }
            if (!isMessage || line.equals(".")) {
                isMessage = line.equals("DATA");
                say(socket, isMessage ? "354 go on" : "250 fine");
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
