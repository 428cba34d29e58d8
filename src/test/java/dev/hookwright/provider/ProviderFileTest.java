package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace's own provider file, right and wrong. */
class ProviderFileTest {
    @TempDir
    private Path folder;

    private List<String> problemsOf(String file) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), file);
        Problems problems = new Problems();
        ProviderRegistry.load(folder, problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void a_token_provider_needs_five_lines() throws IOException {
        assertThat(problemsOf("""
                title: Own
                schemes:
                  - {type: token, source: {header: X-Token}}
                examples:
                  - {name: good, secret: abc, headers: {X-Token: abc}, body: "{}", valid: true}
                  - {name: bad, secret: abc, headers: {X-Token: abd}, body: "{}", valid: false}
                """)).isEmpty();
    }

    private List<String> warningsOf(String file) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), file);
        Problems problems = new Problems();
        ProviderRegistry.load(folder, problems);
        assertThat(problems.all()).isEmpty();
        return problems.warnings().stream().map(Problem::toString).toList();
    }

    @Test
    void a_file_that_shows_too_little_is_warned_of() throws IOException {
        String schemes = "title: Own\nschemes: [{type: token, source: {header: X-Token}}]\n";
        String good = "  - {name: good, secret: abc, headers: {X-Token: abc}, valid: true}\n";
        String bad = "  - {name: bad, secret: abc, headers: {X-Token: abd}, valid: false}\n";
        assertThat(warningsOf(schemes + "examples:\n" + good + bad)).isEmpty();
        assertThat(warningsOf("title: Open\nunsigned: true\n")).isEmpty();
        assertThat(warningsOf(schemes + "examples:\n" + good))
                .containsExactly("providers/own.yaml:4:3: no example shows a request that is to be refused"
                        + " (add one under examples: with valid: false)");
        assertThat(warningsOf(schemes + "examples:\n" + bad))
                .containsExactly("providers/own.yaml:4:3: no example shows a request that is the provider's"
                        + " (add one under examples: with valid: true)");
        assertThat(warningsOf(schemes)).hasSize(2).allMatch(warning -> warning.startsWith("providers/own.yaml:1:1: "));
        for (String empty : List.of("", "# nothing yet\n")) {
            assertThat(warningsOf(empty))
                    .containsExactly("providers/own.yaml:1:1: the file is empty"
                            + " (begin with title: and schemes:, or remove it)");
        }
    }

    @Test
    void a_wrong_value_is_named_by_its_key() throws IOException {
        assertThat(problemsOf("""
                schemes:
                  - type: jwt
                    token: {header: Authorization}
                    algorithms: [HS256, RS256]
                  - type: hmac
                    algorithm: sha256
                    signature: {header: X-Signature, encoding: hex}
                    timestamp: {header: X-Time, unit: s, tolerance: -5}
                    signed-content: "{timestamp}.{body}"
                """))
                .containsExactly(
                        "providers/own.yaml:4:17: \"algorithms\" are not of one kind: a key of one kind must not be used"
                                + " as the other (name some of HS256, HS384, HS512, or some of RS256, RS384, RS512, ES256,"
                                + " ES384, ES512)",
                        "providers/own.yaml:8:53: \"tolerance\" is not a whole number from 1 to 604800 (correct it)");
    }

    @Test
    void an_example_that_comes_out_otherwise_is_a_problem() throws IOException {
        assertThat(problemsOf("""
                schemes:
                  - {type: token, source: {header: X-Token}}
                examples:
                  - {name: hopeful, secret: abc, headers: {X-Token: abd}, body: "{}", valid: true}
                """))
                .singleElement()
                .asString()
                .startsWith("providers/own.yaml:4:5: the example \"hopeful\" comes out refused");
    }

    @Test
    void what_is_wrong_is_said_with_its_place() throws IOException {
        assertThat(problemsOf("""
                schems: []
                schemes:
                  - type: hmc
                  - {type: hmac, algorithm: sha255, signature: {header: x, encoding: hex}, signed-content: "{bodie}"}
                """))
                .containsExactly(
                        "providers/own.yaml:1:1: unknown key \"schems\" (did you mean \"schemes\"?)",
                        "providers/own.yaml:3:11: \"hmc\" is not possible here (did you mean \"hmac\"?)",
                        "providers/own.yaml:4:29: \"sha255\" is not possible here (did you mean \"sha256\"?)",
                        "providers/own.yaml:4:92: there is no variable {bodie} (correct the template)");
    }
}
