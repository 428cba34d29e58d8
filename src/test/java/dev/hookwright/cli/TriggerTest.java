package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    private static Path folder;

    private static TestServer server;

    private Path data = folder.resolve("data");
    private int status;
    private String errors = "";

    @BeforeAll
    static void start() {
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
    }

    @AfterAll
    static void stop() {
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

    /** Runs it; the endpoint, which is named first, has one more event then. */
    private void assertAccepted(String... arguments) {
        int before = events(arguments[0]).size();
        assertThat(trigger(arguments)).as(errors).isNotEmpty().allMatch(line -> line.startsWith("20"));
        assertThat(status).isZero();
        assertThat(events(arguments[0])).as(server.rejections().toString()).hasSize(before + 1);
    }

    /** What the endpoint has taken. */
    private static List<JsonNode> events(String endpoint) {
        List<JsonNode> events = new ArrayList<>();
        server.get("/api/v1/events").path("items").forEach(item -> {
            if (item.path("endpoint").asText().equals(endpoint)) {
                events.add(server.event(item.path("id").asText()));
            }
        });
        return events;
    }

    @Test
    void the_address_may_be_the_server_s_the_hooks_or_the_endpoint_s_own() {
        String base = "http://127.0.0.1:" + server.port();
        for (String url : List.of(base, base + "/", base + "/hooks/", base + "/hooks/open", base + "/hooks/open/")) {
            List<String> answered =
                    run("trigger", "open", "--workspace", folder.toString(), "--url", url, "--sample", "github/push");
            assertThat(answered).as(url + errors).singleElement().asString().startsWith("202 ");
        }
        run("trigger", "open", "--workspace", folder.toString(), "--url", "localhost:8080", "--sample", "github/push");
        assertThat(status).isEqualTo(2);
        assertThat(errors).contains("\"localhost:8080\" is no address");
    }

    /** Runs it and waits for one more rejection, with the reason. */
    private void assertRejected(String reason, String... arguments) {
        int before = server.rejections().size();
        assertThat(trigger(arguments)).singleElement().asString().startsWith("401 ");
        assertThat(status).isZero();
        await().until(() -> server.rejections().size() > before);
        assertThat(server.rejections().get(0)).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "stripe", "adyen", "mailgun", "twilio", "discord"})
    void a_request_in_the_provider_s_place_is_another_event_each_time(String endpoint) {
        assertAccepted(endpoint);
        assertAccepted(endpoint);
        assertRejected("mismatch", endpoint, "--variant", "bad-signature");
        assertAccepted(endpoint, "--variant", "duplicate");
        assertThat(errors).isEmpty();
    }

    @Test
    void a_duplicate_is_answered_as_one_or_it_is_said_that_it_is_not_known() {
        assertThat(trigger("github", "--variant", "duplicate"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("202 ").contains("accepted"),
                        second -> assertThat(second).startsWith("200 ").contains("duplicate"));
        assertThat(trigger("open", "--sample", "github/push", "--variant", "duplicate"))
                .hasSize(2)
                .allMatch(line -> line.startsWith("202 "));
        assertThat(errors).contains("another event").contains("dedupKey");
    }

    @Test
    void a_stale_request_is_refused_and_not_sent_where_it_would_be_accepted() {
        assertRejected("stale", "stripe", "--variant", "stale");
        assertThat(trigger("adyen", "--variant", "stale")).isEmpty();
        assertThat(status).isEqualTo(2);
        assertThat(errors).contains("signs no time");
        assertThat(trigger("open", "--sample", "github/push", "--variant", "bad-signature"))
                .isEmpty();
        assertThat(status).isEqualTo(2);
        assertThat(server.rejections().get(0)).as("nothing was sent").startsWith("stale");
    }

    @Test
    void a_form_is_signed_in_the_body_and_json_in_the_url() {
        assertAccepted("twilio", "--payload", folder.resolve("sms.form").toString());
        assertAccepted("twilio", "--payload", folder.resolve("sms.json").toString());
        List<String> bodies = events("twilio").stream()
                .map(event -> event.path("body").asText())
                .toList();
        assertThat(bodies)
                .contains(
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
        assertThat(events("github").get(0).path("type").asText()).isEqualTo("push");
    }
}
