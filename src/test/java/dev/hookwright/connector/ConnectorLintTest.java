package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorLintTest {
    private static final String GOOD = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: crm-note-action
              labels:
                camel.apache.org/kamelet.type: action
            spec:
              definition:
                title: Note
                description: "Writes a note. Idempotency: none."
                required: [token]
                properties:
                  token: {title: Token, description: A token, type: string, format: password, x-descriptors: ["urn:camel:group:credentials"]}
                  baseUrl: {title: URL, description: Where it is, type: string, default: "https://crm.example"}
                  connectTimeout: {title: Connect, description: Wait, type: integer, default: 1}
                  responseTimeout: {title: Response, description: Wait, type: integer, default: 1}
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: Authorization, expression: {constant: {expression: "Bearer {{token}}"}}}
                    - to:
                        uri: "{{baseUrl}}/notes"
                        parameters:
                          connectTimeout: "{{connectTimeout}}"
                          responseTimeout: "{{responseTimeout}}"
                    - removeHeaders: {pattern: "*", excludePattern: Retry-After}
            """;

    private static List<String> problems(String name, String yaml) {
        Problems problems = new Problems();
        YamlValue file = YamlValue.parse("connectors/" + name + ".kamelet.yaml", yaml, problems)
                .orElseThrow();
        new ConnectorLint(name, file, problems).check();
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void a_connector_that_keeps_the_rules_has_no_problem() {
        assertThat(problems("crm-note-action", GOOD)).isEmpty();
    }

    /** What is replaced, by what, and how the only problem that comes of it begins after the file's name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: crm-note-action | name: crm-notes-action | 4:9: the connector's name is not that of its file",
                "kamelet.type: action | kamelet.type: sink | 6:36: the type does not agree with the name",
                "Idempotency: none. | Maybe twice. | 10:18: the description does not say what a repeated call does",
                "required: [token] | required: [token, tokn] | 11:23: required property \"tokn\" is not declared",
                "required: [token] | required: [] | 13:7: property \"token\" is neither required nor has a default",
                "title: Token, | `` | 13:7: property \"token\" has no title",
                "format: password, | `` | 13:7: property \"token\" is a secret and not marked as one",
                "x-descriptors: [\"urn:camel:group:credentials\"] | x: y | 13:7: property \"token\" is a secret and not",
                "baseUrl: {title: URL, | webUrl: {title: URL, | 14:7: property \"webUrl\" is not used",
                "connectTimeout: {title | waitTimeout: {title | 15:7: property \"waitTimeout\" is not used",
                "connectTimeout: \"{{connectTimeout}}\" | x: \"{{connectTimeout}}\" | 23:11: this call has no connectTimeout",
                "Bearer {{token}} | Bearer {{tokn}} | 13:7: property \"token\" is not used",
                "constant: {expression: \"Bearer {{token}} | simple: {expression: \"Bearer {{token}} | 22:78: the secret {{token}} would be read",
                "uri: \"{{baseUrl}}/notes | uri: \"{{baseUrl}}/{{token}} | 24:18: the secret {{token}} would be read",
                "- removeHeaders: {pattern: \"*\"} | - removeHeaders: {pattern: \"X-*\"} | 23:11: the message's headers would go out",
                "- removeHeaders: {pattern: \"*\", exclude | - setHeader: {name: x, exclude | 23:11: the answer's headers stay in the message"
            })
    void each_rule_finds_its_violation(String what, String by, String found) {
        assertThat(GOOD).contains(what);
        String yaml = GOOD.replace(what, by == null ? "" : by);
        assertThat(problems("crm-note-action", yaml))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("connectors/crm-note-action.kamelet.yaml:" + found)
                        .endsWith(")"));
    }

    @Test
    void a_placeholder_that_nobody_declares_is_found_with_the_nearest_name() {
        assertThat(problems("crm-note-action", GOOD.replace("/notes", "/notes/{{basUrl}}")))
                .singleElement()
                .asString()
                .contains("24:", "{{basUrl}} is not declared", "did you mean \"baseUrl\"?");
    }

    @Test
    void a_name_that_does_not_say_what_it_is_is_found() {
        assertThat(problems("crm-note", GOOD.replace("name: crm-note-action", "name: crm-note")))
                .singleElement()
                .asString()
                .contains("let it end in -source, -sink or -action");
    }

    @Test
    void a_connector_without_a_base_url_or_timeouts_is_found() {
        String yaml = GOOD.replaceAll("(?m)^.*(Url|Timeout): \\{title.*\\n", "").replace("{{baseUrl}}", "https://x");
        assertThat(problems("crm-note-action", yaml))
                .anySatisfy(problem -> assertThat(problem).contains("there is no property \"baseUrl\""))
                .anySatisfy(problem -> assertThat(problem).contains("there is no property \"responseTimeout\""));
    }

    @Test
    void every_built_in_connector_keeps_the_rules(@TempDir Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve("connectors"));
        try (var files = Files.list(Path.of("connectors"))) {
            for (Path file : files.toList()) {
                Files.copy(file, own.resolve(file.getFileName()));
            }
        }
        Problems problems = new Problems();
        ConnectorCatalog.check(new Workspace(folder), problems);
        assertThat(problems.all()).isEmpty();
        assertThat(ConnectorCatalog.all(new Workspace(folder), problems))
                .hasSizeGreaterThan(10)
                .allSatisfy(connector -> assertThat(connector.title()).isNotEmpty());
    }

    @Test
    void the_readme_says_how_many_connectors_there_are() throws IOException {
        try (var files = Files.list(Path.of("connectors"))) {
            assertThat(Path.of("README.md")).content().contains(" " + files.count() + " plain Kamelets");
        }
    }
}
