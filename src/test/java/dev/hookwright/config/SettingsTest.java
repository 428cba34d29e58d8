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
    void blanks_around_a_value_and_values_of_nothing_say_nothing() throws IOException {
        Map<String, String> nothing = Map.of("HOOKWRIGHT_DATA", "", "HOOKWRIGHT_ADMIN_HOST", " ");
        Settings settings = load("hookwright.host=127.0.0.1 \n", nothing, Map.of());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.adminHost()).isEqualTo("127.0.0.1");
        assertThat(settings.data()).isEqualTo(new Workspace(folder).root().resolve("data"));
        assertThat(problems.all()).isEmpty();
        load("hookwright.silence-timeout=0s\n", Map.of(), Map.of());
        assertThat(problems.all())
                .singleElement()
                .hasToString("application.properties:1:1: hookwright.silence-timeout: \"0s\" is not a duration of more"
                        + " than nothing (write 30s or 15m, say)");
    }

    @Test
    void a_data_folder_that_cannot_be_one_is_a_problem() throws IOException {
        load("hookwright.data=a\\u0000b\n", Map.of(), Map.of());
        assertThat(problems.all())
                .singleElement()
                .hasToString("application.properties:1:1: hookwright.data: \"a\u0000b\" is not a path here"
                        + " (a character of it cannot stand in one: is the locale one of UTF-8?)");
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
    void a_setting_may_refer_to_others_but_not_to_itself() throws Placeholders.NoValue {
        Properties properties = new Properties();
        properties.setProperty("secret", "{{env:VAULT}}");
        properties.setProperty("url", "https://{{host}}/{{secret}}");
        properties.setProperty("host", "example.com");
        properties.setProperty("a", "{{b}}");
        properties.setProperty("b", "{{a}}");
        Placeholders placeholders = new Placeholders(properties, Map.of("VAULT", "v"));
        assertThat(placeholders.resolve("{{url}} {{host}}")).isEqualTo("https://example.com/v example.com");
        assertThatThrownBy(() -> placeholders.resolve("{{a}}"))
                .isInstanceOf(Placeholders.NoValue.class)
                .hasMessage("the value of a refers to itself");
        assertThatThrownBy(() -> new Placeholders(properties, Map.of()).resolve("{{url}}"))
                .hasMessageStartingWith("the value of secret has {{env:VAULT}} in it");
    }

    @Test
    void what_is_wrong_is_said_with_the_line_that_holds() throws IOException {
        load("""
                hookwright.retention.events=30d
                hookwright.retention.claims=1d
                hookwright.retention=1d
                hookwright.port=80
                hookwright.port=abc
                hookwright.admin-port={{nope}}
                """, Map.of(), Map.of());
        assertThat(problems.all().stream().map(problem -> problem.toString().replaceFirst(" \\(.*", "")))
                .containsExactlyInAnyOrder(
                        "application.properties:3:1: unknown setting \"hookwright.retention\"",
                        "application.properties:5:1: hookwright.port: \"abc\" is not a port",
                        "application.properties:6:1: hookwright.admin-port: nothing gives {{nope}} a value",
                        "application.properties:2:1: hookwright.retention.claims: is shorter than the payloads are kept,"
                                + " so that a delivery would be accepted twice");
        load("hookwright.retention.payloads=90d\n", Map.of(), Map.of());
        assertThat(problems.all().get(4).toString()).startsWith("hookwright.retention.claims: is shorter than");
    }

    @Test
    void those_that_wait_for_the_next_start_are_named() throws IOException {
        Settings before = load("hookwright.retention.payloads=1d\n", Map.of(), Map.of());
        Settings after = load("""
                hookwright.retention.events=20d
                hookwright.retention.payloads=1d
                hookwright.admin-public-url=https://adm.example.com
                hookwright.otel.sample-ratio=0.5
                """, Map.of(), Map.of());
        assertThat(before.changedForNextStart(after))
                .containsExactlyInAnyOrder(
                        "hookwright.retention.events", "hookwright.admin-public-url", "hookwright.otel.sample-ratio");
    }

    @Test
    void what_is_read_again_unchanged_waits_for_no_start() throws IOException {
        String all = """
                hookwright.http.trusted-proxies=10.0.0.0/8, 127.0.0.1
                hookwright.database.url=jdbc:postgresql://localhost/hooks
                hookwright.database.password=p
                hookwright.retention.max-events=70000
                hookwright.storage.max=3G
                hookwright.admin-public-url=https://adm.example.com
                hookwright.admin.oidc.issuer=https://idp.example.com
                hookwright.admin.oidc.client-id=c
                hookwright.admin.oidc.client-secret=s
                hookwright.admin.oidc.roles.viewer=a, b
                hookwright.otel.endpoint=http://c:4318
                hookwright.otel.headers=A=1, B=2
                hookwright.shutdown-timeout=3s
                """;
        assertThat(load("", Map.of(), Map.of()).changedForNextStart(load("", Map.of(), Map.of())))
                .isEmpty();
        Settings read = load(all, Map.of(), Map.of());
        assertThat(read.changedForNextStart(load(all, Map.of(), Map.of()))).isEmpty();
        assertThat(read.changedForNextStart(load(all.replace("127.0.0.1", "127.0.0.2"), Map.of(), Map.of())))
                .containsExactly("hookwright.http.trusted-proxies");
    }

    @Test
    void secrets_are_known_wherever_their_value_comes_from() throws IOException {
        String file = "a.token=direct\nb.token={{env:VENDOR}}\nd.password=in-the-file\nhost=example.com\n";
        Map<String, String> environment =
                Map.of("VENDOR", "nested", "C_API_KEY", "of-no-property", "D_PASSWORD", "goes-before", "HOME", "/root");
        assertThat(load(file, environment, Map.of()).secrets())
                .containsExactlyInAnyOrder("direct", "nested", "of-no-property", "goes-before", "goes-before");
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
                        "application.properties:1:1: hookwright.otel.headers: is not a list of NAME=VALUE (write Authorization=Bearer ..., say)",
                        "application.properties:2:1: hookwright.otel.sample-ratio: \"2\" is not a number from 0 to 1 (write 0.1 for a tenth, say)",
                        "application.properties:3:1: hookwright.log.format: \"xml\" is not json or text (write one of the two)");
    }
}
