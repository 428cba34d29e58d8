package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code trigger} posts in a provider's place, a server takes; what it spoils, the server refuses. */
class TriggerTest {
    private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    /** RFC 8032, section 7.1, test 1: a key whose private half is nobody's here. */
    private static final String PUBLIC_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @TempDir
    private Path folder;

    private TestServer server;
    private Path data;
    private int status;
    private String errors = "";

    @BeforeEach
    void start() {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", """
                        github: {provider: github, secrets: [s3cret]}
                        stripe: {provider: stripe, secrets: [whsec_abc]}
                        adyen: {provider: adyen, secrets: [%s]}
                        mailgun: {provider: mailgun, secrets: [key-1]}
                        twilio: {provider: twilio, secrets: [token], publicUrl: "https://a.example/hooks/twilio"}
                        discord: {provider: discord, secrets: ["%s"]}
                        open: {provider: unsigned}
                        """.formatted(HEX, PUBLIC_KEY))
                .file("sms.form", "From=+15550100\nBody=Hello & welcome = yes\n\nMessageSid=SM1\n")
                .file("sms.json", "{\"From\": \"+15550100\"}")
                .start();
        server.clock().set(Instant.now());
        data = folder.resolve("data");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Runs a command to its end and gives what it wrote to standard output, line by line. */
    private List<String> run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            status = CommandLineTool.run(arguments);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        errors = complained.toString(StandardCharsets.UTF_8);
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> trigger(String... arguments) {
        List<String> all = new ArrayList<>(List.of("trigger", "--workspace", folder.toString()));
        all.addAll(List.of("--data", data.toString()));
        all.addAll(List.of("--url", "http://127.0.0.1:" + server.port() + "/hooks"));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    private void assertAccepted(String... arguments) {
        assertThat(trigger(arguments))
                .as(errors + server.rejections())
                .singleElement()
                .asString()
                .startsWith("202 ")
                .contains("accepted");
        assertThat(status).isZero();
    }

    private void assertRejected(String reason) {
        await().untilAsserted(() ->
                assertThat(server.rejections()).singleElement().asString().startsWith(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "stripe", "adyen", "mailgun", "twilio", "discord"})
    void a_request_in_the_provider_s_place_is_another_event_each_time(String endpoint) {
        assertAccepted(endpoint);
        assertAccepted(endpoint);
        assertThat(server.get("/api/v1/events").path("items")).hasSize(2);
        assertThat(trigger(endpoint, "--variant", "bad-signature"))
                .singleElement()
                .asString()
                .startsWith("401 ");
        assertRejected("mismatch");
        assertThat(trigger(endpoint, "--variant", "duplicate"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("202 "),
                        second -> assertThat(second).startsWith("200 ").contains("duplicate"));
    }

    @Test
    void a_stale_request_is_refused_and_not_sent_where_it_would_be_accepted() {
        assertThat(trigger("stripe", "--variant", "stale"))
                .singleElement()
                .asString()
                .startsWith("401 ");
        assertRejected("stale");
        assertThat(trigger("adyen", "--variant", "stale")).isEmpty();
        assertThat(status).isEqualTo(2);
        assertThat(errors).contains("signs no time");
        assertThat(trigger("open", "--sample", "github/push", "--variant", "bad-signature"))
                .isEmpty();
        assertThat(status).isEqualTo(2);
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    @Test
    void a_form_is_signed_in_the_body_and_json_in_the_url() {
        assertAccepted("twilio", "--payload", folder.resolve("sms.form").toString());
        assertAccepted("twilio", "--payload", folder.resolve("sms.json").toString());
        List<String> bodies = new ArrayList<>();
        server.get("/api/v1/events")
                .path("items")
                .forEach(item -> bodies.add(
                        server.event(item.path("id").asText()).path("body").asText()));
        assertThat(bodies)
                .containsExactlyInAnyOrder(
                        "From=%2B15550100&Body=Hello+%26+welcome+%3D+yes&MessageSid=SM1", "{\"From\": \"+15550100\"}");
    }

    @Test
    void a_key_pair_of_the_data_folder_is_its_owner_s_alone_and_the_endpoint_s_alone() throws IOException {
        assertAccepted("discord");
        Path keys = folder.resolve("data/trigger-keys");
        Path pair = keys.resolve("discord.ed25519.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pair)))
                .isEqualTo("rw-------");
        String made = Files.readString(pair);
        assertAccepted("discord");
        assertThat(pair).hasContent(made);
        Files.move(pair, keys.resolve("other.ed25519.pem"));
        data = folder.resolve("elsewhere");
        assertThat(trigger("discord")).isEmpty();
        assertThat(errors).contains("cannot be written").contains("--data");
    }

    @Test
    void a_sample_is_found_by_its_name_or_the_nearest_is_said() {
        assertThat(run("providers", "github")).contains("  github/push");
        assertThat(trigger("github", "--sample", "github/pusch")).isEmpty();
        assertThat(status).isEqualTo(3);
        assertThat(errors).contains("did you mean \"github/push\"?");
        assertAccepted("github", "--sample", "github/push");
        String event =
                server.get("/api/v1/events").path("items").path(0).path("id").asText();
        assertThat(server.event(event).path("type").asText()).isEqualTo("push");
    }
}
