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
