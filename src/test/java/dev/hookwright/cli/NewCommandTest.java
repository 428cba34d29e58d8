package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.server.LiveWorkspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
    @TempDir
    private Path folder;

    private int make(String... words) {
        return CommandLineTool.run(Stream.concat(
                        Stream.of("new"), Stream.concat(Stream.of(words), Stream.of("--workspace", folder.toString())))
                .toArray(String[]::new));
    }

    private List<String> problems() {
        Problems problems = new Problems();
        Workspace workspace = new Workspace(folder);
        Settings settings = Settings.load(workspace, Map.of(), Map.of(), problems);
        LiveWorkspace.check(workspace, settings, Map.of(), problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void what_is_new_is_valid() throws IOException {
        assertThat(make("provider", "acme")).isZero();
        assertThat(make("connector", "acme-item")).isZero();
        assertThat(make("endpoint", "orders", "--provider", "acme")).isZero();
        assertThat(make("endpoint", "stripe")).isZero();
        // One with a public key, in a line and in several, and one with a user and a password.
        assertThat(make("endpoint", "sendgrid")).isZero();
        assertThat(make("endpoint", "wise")).isZero();
        assertThat(make("endpoint", "postmark")).isZero();
        assertThat(make("route", "refund", "--endpoint", "stripe", "--type", "charge.refunded"))
                .isZero();
        assertThat(make("alert", "on-call")).isZero();
        assertThat(make("alert", "later")).isZero();
        assertThat(problems()).isEmpty();
        assertThat(text("routes/alerts.yaml")).contains("on-call:\n  dead: any", "later:\n  dead: any");
        assertThat(make("alert", "later")).isEqualTo(ExitStatus.WRONG);
        assertThat(text("routes/refund.test.yaml"))
                .contains("send: {endpoint: stripe, sample: stripe/charge.refunded}");
        assertThat(text("routes/orders.test.yaml")).contains("send: {endpoint: orders, payload: {id: 1}}");
        assertThat(text("connectors/acme-item-action.kamelet.yaml")).contains("name: acme-item-action");
    }

    /** Also where the provider names its secret to the server itself. */
    @Test
    void the_test_that_comes_with_an_endpoint_passes() {
        for (String provider : List.of("stripe", "asana", "notion")) {
            assertThat(make("endpoint", provider)).isZero();
        }
        assertThat(CommandLineTool.run("test", "--workspace", folder.toString()))
                .isZero();
    }

    @Test
    void the_test_that_comes_with_a_connector_passes() {
        assertThat(make("connector", "acme-item")).isZero();
        assertThat(make("connector", "acme-note-sink")).isZero();
        assertThat(CommandLineTool.run("test", "--workspace", folder.toString()))
                .isZero();
    }

    @Test
    void what_to_do_next_can_be_pasted_whatever_the_folder_is_called() {
        PrintStream usual = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            String odd = folder.resolve("Jenny's shop").toString();
            assertThat(CommandLineTool.run("new", "endpoint", "stripe", "--workspace", odd))
                    .isZero();
        } finally {
            System.setErr(usual);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("validate --workspace '" + folder.resolve("Jenny'\\''s shop") + "',");
    }

    @Test
    void nothing_is_overwritten() throws IOException {
        make("endpoint", "stripe");
        Map<String, String> before = contents();
        assertThat(make("endpoint", "stripe")).isEqualTo(ExitStatus.WRONG);
        assertThat(make("route", "stripe")).isEqualTo(ExitStatus.WRONG);
        Files.delete(folder.resolve("routes/stripe.camel.yaml"));
        assertThat(make("route", "stripe")).isEqualTo(ExitStatus.WRONG);
        before.remove("routes/stripe.camel.yaml");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void what_is_not_known_is_said_and_nothing_written() throws IOException {
        assertThat(make("route", "lost")).isEqualTo(ExitStatus.NOT_FOUND);
        assertThat(make("endpoint", "shop")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(make("endpoint", "shop", "--provider", "strip")).isEqualTo(ExitStatus.NOT_FOUND);
        assertThat(make("provider", "stripe")).isEqualTo(ExitStatus.WRONG);
        assertThat(make("connector", "../up")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(contents()).isEmpty();
    }

    @Test
    void comments_and_order_of_the_endpoints_stay() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/endpoints.yaml"), """
                # ours
                b:   # first
                  provider: unsigned
                  routes:
                    one: {types: [x]}  # the one

                    # and nothing else
                  rate: 5/s

                a:
                  provider: unsigned   # last""");
        assertThat(make("route", "two", "--endpoint", "b", "--type", "y.*")).isZero();
        assertThat(make("route", "three", "--endpoint", "a", "--type", "z")).isZero();
        assertThat(text("routes/endpoints.yaml")).isEqualTo("""
                # ours
                b:   # first
                  provider: unsigned
                  routes:
                    one: {types: [x]}  # the one
                    two: {types: ["y.*"]}

                    # and nothing else
                  rate: 5/s

                a:
                  provider: unsigned   # last
                  routes:
                    three: {types: ["z"]}
                """);
    }

    @Test
    void an_endpoint_of_most_providers_takes_what_is_made_up_for_it() throws IOException {
        List<String> names = List.of("github", "svix", "twilio", "shopify", "slack", "square", "unsigned", "asana");
        for (String name : names) {
            assertThat(make("endpoint", name)).isZero();
        }
        assertThat(ProviderRegistry.load(null, new Problems()).names()).containsAll(names);
        assertThat(problems()).isEmpty();
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
