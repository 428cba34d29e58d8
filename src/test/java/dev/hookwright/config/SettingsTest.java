package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private Settings load(String file, Map<String, String> environment, Map<String, String> flags) throws IOException {
        Files.writeString(folder.resolve("application.properties"), file);
        return Settings.load(new Workspace(folder), environment, flags, problems);
    }

    @Test
    void flags_go_before_the_environment_and_that_before_the_file() throws IOException {
        String file = "hookwright.port=1\nhookwright.admin-port=2\nhookwright.host=127.0.0.1\n";
        Map<String, String> environment = Map.of("HOOKWRIGHT_PORT", "3", "HOOKWRIGHT_ADMIN_PORT", "4");
        Settings settings = load(file, environment, Map.of(Settings.PORT, "5"));
        assertThat(settings.port()).isEqualTo(5);
        assertThat(settings.adminPort()).isEqualTo(4);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.data()).isEqualTo(folder.resolve("data"));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void the_defaults_are_the_contract_s() throws IOException {
        Settings settings = load("camel.component.http.connect-timeout=1\n", Map.of(), Map.of());
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.adminPort()).isEqualTo(9876);
        assertThat(settings.adminHost()).isEqualTo("127.0.0.1");
        assertThat(settings.properties()).containsEntry("camel.component.http.connect-timeout", "1");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void unknown_and_wrong_settings_are_problems() throws IOException {
        load("a=1\nhookwright.prot=1\nhookwright.port=70000\n", Map.of("HOOKWRIGHT_DATTA", "x"), Map.of());
        assertThat(problems.all().stream().map(Problem::toString))
                .containsExactly(
                        "application.properties:2:1: unknown setting \"hookwright.prot\" (did you mean"
                                + " \"hookwright.port\"?)",
                        "environment: unknown variable \"HOOKWRIGHT_DATTA\" (did you mean \"HOOKWRIGHT_DATA\"?)",
                        "application.properties:3:1: hookwright.port: \"70000\" is not a port (give a number from 0 to 65535, 0 for a free one)");
    }

    @Test
    void the_public_url_is_a_web_address_without_a_query() throws IOException {
        assertThat(load("hookwright.public-url=https://hooks.example.com/in\n", Map.of(), Map.of())
                        .publicUrl())
                .contains("https://hooks.example.com/in");
        assertThat(load("", Map.of(), Map.of()).publicUrl()).isEmpty();
        assertThat(problems.all()).isEmpty();
        for (String wrong : new String[] {"hooks.example.com", "ftp://a.example.com", "https://a.example.com?b=c"}) {
            load("", Map.of("HOOKWRIGHT_PUBLIC_URL", wrong), Map.of());
            assertThat(problems.all().get(problems.all().size() - 1))
                    .hasToString("hookwright.public-url: \"" + wrong
                            + "\" is not a web address (write https://HOST, with no query)");
        }
        assertThat(problems.all()).hasSize(3);
    }

    @Test
    void placeholders_are_filled_in_as_camel_does() throws Placeholders.NoValue {
        Properties properties = new Properties();
        properties.setProperty("a.b-c", "file");
        properties.setProperty("only.file", "x");
        Placeholders placeholders = new Placeholders(properties, Map.of("A_B_C", "environment", "PLAIN", "p"));
        assertThat(placeholders.resolve("{{a.b-c}}/{{only.file}}/{{none:d:e}}/{{env:PLAIN}}/{{env:NONE:n}}"))
                .isEqualTo("environment/x/d:e/p/n");
        assertThatThrownBy(() -> placeholders.resolve("{{none.at-all}}"))
                .isInstanceOfSatisfying(
                        Placeholders.NoValue.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo(
                                        "set none.at-all in application.properties, or NONE_AT_ALL in the environment"));
        assertThatThrownBy(() -> placeholders.resolve("{{env:NONE}}")).isInstanceOf(Placeholders.NoValue.class);
    }

    @Test
    void secrets_are_taken_out_of_text_the_longer_first() {
        Redactor redactor = new Redactor(List.of("secret", "secret-longer", "tiny"));
        assertThat(redactor.redact("a secret-longer, a secret, a tiny one")).isEqualTo("a ••••, a ••••, a tiny one");
    }

    @Test
    void the_nearest_name_is_found_if_it_is_near() {
        List<String> known = List.of("provider", "secrets", "routes");
        assertThat(NearestName.of("provdier", known)).hasValue("provider");
        assertThat(NearestName.of("secret", known)).hasValue("secrets");
        assertThat(NearestName.of("something", known)).isEmpty();
        assertThat(NearestName.remedy("something", known)).isEqualTo("known: provider, routes, secrets");
    }

    @Test
    void what_whoever_watches_is_told_is_off_unless_it_is_asked_for() throws IOException {
        ObserveSettings none = load("", Map.of(), Map.of()).observe();
        assertThat(none.otelEndpoint()).isEmpty();
        assertThat(none.otelSampleRatio()).isEqualTo(1);
        assertThat(none.isJsonLog()).isFalse();
        Settings some = load(
                "hookwright.otel.endpoint=http://c:4318\nhookwright.otel.sample-ratio=0.25\n",
                Map.of(
                        "HOOKWRIGHT_OTEL_HEADERS",
                        "Authorization=Basic YQ==, X-Team=a",
                        "HOOKWRIGHT_LOG_FORMAT",
                        "json"),
                Map.of());
        assertThat(problems.all()).isEmpty();
        assertThat(some.observe().otelEndpoint()).hasValue("http://c:4318");
        assertThat(some.observe().otelSampleRatio()).isEqualTo(0.25);
        assertThat(some.observe().otelHeaders())
                .containsEntry("Authorization", "Basic YQ==")
                .containsEntry("X-Team", "a");
        assertThat(some.observe().isJsonLog()).isTrue();
        assertThat(some.secrets()).contains("Basic YQ==");
        load(
                "hookwright.otel.headers=Bearer\nhookwright.otel.sample-ratio=2\nhookwright.log.format=xml\n",
                Map.of(),
                Map.of());
        assertThat(problems.all().stream().map(Problem::toString))
                .containsExactlyInAnyOrder(
                        "hookwright.otel.headers: is not a list of NAME=VALUE (write Authorization=Bearer ..., say)",
                        "application.properties:2:1: hookwright.otel.sample-ratio: \"2\" is not a number from 0 to 1 (write 0.1 for a tenth, say)",
                        "application.properties:3:1: hookwright.log.format: \"xml\" is not json or text (write one of the two)");
    }
}
