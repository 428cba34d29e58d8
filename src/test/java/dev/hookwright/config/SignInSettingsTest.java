package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInSettingsTest {
    private static final String WHOLE = """
            hookwright.admin-public-url=https://Hooks.example.com:443/
            hookwright.admin.oidc.issuer=https://sso.example.com/
            hookwright.admin.oidc.client-id=hookwright
            hookwright.admin.oidc.client-secret=s3cret
            hookwright.admin.oidc.roles.viewer=staff, "CN=guests,OU=groups" ,
            hookwright.admin.oidc.roles.admin=ops
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private Settings load(String file, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("application.properties"), file);
        return Settings.load(new Workspace(folder), environment, Map.of(), problems);
    }

    private List<String> problemsOf(String file) throws IOException {
        Problems found = new Problems();
        Files.writeString(folder.resolve("application.properties"), file);
        Settings.load(new Workspace(folder), Map.of(), Map.of(), found);
        return found.all().stream().map(Problem::toString).toList();
    }

    @Test
    void a_whole_set_up_is_taken_as_it_is_written() throws IOException {
        SignInSettings signIn = load(WHOLE, Map.of()).signIn();
        assertThat(problems.all()).isEmpty();
        assertThat(signIn.publicOrigin()).hasValue("https://hooks.example.com");
        OidcSettings oidc = signIn.oidc().orElseThrow();
        assertThat(oidc.issuer()).isEqualTo("https://sso.example.com/");
        assertThat(oidc.name()).isEqualTo("sso.example.com");
        assertThat(oidc.scopes()).containsExactly("openid", "profile", "email");
        assertThat(oidc.rolesClaim()).isEqualTo("groups");
        assertThat(oidc.groups())
                .containsExactly(
                        Map.entry("admin", Set.of("ops")), Map.entry("viewer", Set.of("staff", "CN=guests,OU=groups")));
    }

    @Test
    void it_is_off_unless_it_is_set_up_and_the_secret_is_known_wherever_it_comes_from() throws IOException {
        assertThat(load("", Map.of()).signIn())
                .hasToString("SignInSettings[publicOrigin=Optional.empty, oidc=Optional.empty]");
        assertThat(load(WHOLE, Map.of("HOOKWRIGHT_ADMIN_OIDC_CLIENT_SECRET", "from-outside"))
                        .secrets())
                .contains("from-outside");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void a_setting_may_name_a_variable_of_the_environment() throws IOException {
        String named = WHOLE.replace("s3cret", "{{env:SSO_SECRET}}");
        assertThat(load(named, Map.of("SSO_SECRET", "from-outside"))
                        .signIn()
                        .oidc()
                        .orElseThrow()
                        .clientSecret())
                .isEqualTo("from-outside");
        assertThat(problems.all()).isEmpty();
        assertThat(problemsOf(named))
                .contains(
                        "application.properties:4:1: hookwright.admin.oidc.client-secret: nothing gives {{env:SSO_SECRET}} a value (set the"
                                + " environment variable SSO_SECRET)");
    }

    @Test
    void half_a_set_up_is_one_problem_that_names_what_is_missing() throws IOException {
        assertThat(problemsOf("hookwright.admin.oidc.issuer=https://sso.example.com\n"))
                .containsExactly(
                        "application.properties:1:1: hookwright.admin.oidc.issuer: signing in with a provider is half set up: there is no"
                                + " hookwright.admin.oidc.client-id, no hookwright.admin.oidc.client-secret, no"
                                + " hookwright.admin.oidc.roles.viewer, .operator or .admin, no hookwright.admin-public-url"
                                + " (set them, or remove all of hookwright.admin.oidc)");
        assertThat(problemsOf(WHOLE.replaceFirst(".*client-secret.*\n", "")))
                .singleElement()
                .asString()
                .contains("there is no hookwright.admin.oidc.client-secret (");
        assertThat(problemsOf("hookwright.admin.oidc.roles.viewer=staff\n")).hasSize(1);
    }

    @Test
    void what_anybody_could_listen_in_on_is_refused() throws IOException {
        assertThat(problemsOf(WHOLE.replace("https://sso", "http://sso")))
                .containsExactly(
                        "application.properties:2:1: hookwright.admin.oidc.issuer: \"http://sso.example.com/\" is not a secure web address"
                                + " (write https://HOST, with no query)");
        assertThat(problemsOf(WHOLE.replace("https://Hooks", "http://Hooks")))
                .singleElement()
                .asString()
                .contains(": hookwright.admin-public-url: ");
        assertThat(problemsOf(WHOLE.replace(":443/", "/admin")))
                .singleElement()
                .asString()
                .contains("has a path");
        assertThat(problemsOf(WHOLE.replace("https://sso.example.com", "http://127.0.0.1:5556")
                        .replace("https://Hooks.example.com:443", "http://localhost:9876")))
                .isEmpty();
    }
}
