package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an expression cannot make of a payload it will not make of it tomorrow: such a run is dead at once. */
class DataFailuresTest extends RouteTests {
    private static final Map<String, String> STEPS = Map.of(
            "jq", "- setBody: {expression: {jq: {expression: \".a | keys\"}}}",
            "jsonpath", "- setBody: {expression: {jsonpath: {expression: \"$.a\"}}}",
            "simple", "- setBody: {expression: {simple: {expression: \"${body.nothing}\"}}}",
            "xpath", "- setBody: {expression: {xpath: {expression: \"/a\"}}}",
            "split", "- split: {expression: {jq: {expression: \".items[]\"}}, steps: [{log: part}]}",
            "unmarshal", "- unmarshal: {json: {}}",
            "convert", "- convertBodyTo: {type: java.lang.Integer}",
            "validate", "- validate: {expression: {simple: {expression: \"${body} contains 'x-y-z'\"}}}",
            "jsonata", "- to: {uri: \"jsonata:file:{{folder}}/routes/it.jsonata\"}");

    @Test
    void text_and_broken_encoding_end_the_run_and_the_error_says_where() {
        STEPS.forEach((name, step) -> server.route(name, "in", step));
        server.setting("folder", server.folder().toString())
                .file("routes/it.jsonata", "a")
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .start();
        String text = server.accepted("in", "hello \u0000 world", "Content-Type", "text/plain");
        Map<String, String> errors = errors(server.awaitRuns(text, "dead"));
        assertThat(errors).containsOnlyKeys(STEPS.keySet());
        errors.forEach((name, error) -> assertThat(error).contains(" at " + name + ".camel.yaml:5)"));
        assertThat(errors.get("jq"))
                .isEqualTo("the body is not JSON (line 1, column 1) (in setBody at jq.camel.yaml:5)");
        assertThat(errors.get("simple")).doesNotContain("hello");
        assertThat(errors.get("validate"))
                .isEqualTo("this is not true: body contains x-y-z (in validate at validate.camel.yaml:5)");
        String bytes = server.accepted("in", "\u00ff\u00fe", "Content-Type", "application/octet-stream");
        server.awaitRuns(bytes, "dead");
    }

    @Test
    void an_expression_that_fails_on_good_json_ends_the_run() {
        start("- setBody: {expression: {jq: {expression: \".a | keys\"}}}");
        String error = server.awaitRuns(server.accepted("in", "{}"), "dead")
                .at("/runs/0/error")
                .asText();
        assertThat(error).contains("keys", "(in setBody at main.camel.yaml:5)");
    }

    @Test
    void a_name_that_simple_does_not_find_ends_the_run_and_the_error_holds_nothing_of_the_body() {
        server.route("main", "in", "- setBody: {simple: {expression: \"${body[name]}\"}}")
                .route("list", "in", "- filter: {simple: {expression: \"${body[7]} == 'x'\"}, steps: [{log: x}]}")
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .start();
        String bytes = server.accepted("in", "abc", "Content-Type", "application/octet-stream");
        Map<String, String> errors = errors(server.awaitRuns(bytes, "dead"));
        assertThat(errors.get("main"))
                .isEqualTo("there is no \"name\" in what it is asked of (in setBody at main.camel.yaml:5)");
        assertThat(errors.get("list"))
                .isEqualTo("there is no \"7\" in what it is asked of (in filter at list.camel.yaml:5)");
    }

    @Test
    void a_pattern_in_the_payload_that_cannot_be_read_ends_the_run() {
        server.route("jq", "in", "- setBody: {expression: {jq: {expression: \".pattern as $p | .text | test($p)\"}}}")
                .route("simple", "in", """
                        - setVariable: {name: pattern, expression: {jq: {expression: .pattern}}}
                        - filter: {expression: {simple: {expression: "${body} regex ${variable.pattern}"}}, steps: [{log: x}]}
                        """)
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .start();
        String event = server.accepted("in", "{\"pattern\": \"([a\", \"text\": \"x\"}");
        Map<String, String> errors = errors(server.awaitRuns(event, "dead"));
        assertThat(errors.get("jq")).isEqualTo("premature end of char-class (in setBody at jq.camel.yaml:5)");
        assertThat(errors.get("simple"))
                .isEqualTo("Unclosed character class near index 2 (in filter at simple.camel.yaml:6)");
    }

    @Test
    void an_expression_without_end_ends_the_run_and_not_the_thread() {
        server.route("body", "in", "- setBody: {jq: {expression: \"def f: 1 + f; f\"}}")
                .route("choice", "in", "- filter: {jq: {expression: \"def f: 1 + f; f == 2\"}, steps: [{log: x}]}")
                .route("connector", "in", "- to: {id: call, uri: \"kamelet:endless\"}")
                .file("connectors/endless.kamelet.yaml", """
                        apiVersion: camel.apache.org/v1
                        kind: Kamelet
                        metadata: {name: endless, labels: {camel.apache.org/kamelet.type: sink}}
                        spec:
                          definition: {title: Endless, type: object}
                          template:
                            from:
                              uri: kamelet:source
                              steps: [{setBody: {expression: {jq: {expression: "def f: 1 + f; f"}}}}]
                        """)
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .start();
        Map<String, String> errors = errors(server.awaitRuns(server.accepted("in", "{}"), "dead"));
        assertThat(errors.get("body")).startsWith("it goes too deep").endsWith("(in setBody at body.camel.yaml:5)");
        assertThat(errors.get("choice")).startsWith("it goes too deep").endsWith("(in filter at choice.camel.yaml:5)");
        assertThat(errors.get("connector")).startsWith("it goes too deep");
    }

    @Test
    void an_expression_without_end_may_be_caught() {
        start("""
                - doTry:
                    steps: [{setBody: {jq: {expression: "def f: 1 + f; f"}}}]
                    doCatch: [{exception: [java.lang.Exception], steps: [{log: x}]}]
                """);
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
    }

    @Test
    void an_answer_that_cannot_be_read_may_be_better_the_next_time() {
        target.answer(call -> Reply.ok("<html>back soon</html>"));
        start("""
                - to:
                    id: chat
                    uri: kamelet:slack-message-sink
                    parameters: {token: "RAW(secret-token)", channel: "#a", baseUrl: "{{target}}"}
                """);
        server.awaitRuns(server.accepted("in", "{\"text\": \"hello\"}"), "waiting");
    }

    @Test
    void a_template_that_is_missing_may_be_there_later() throws IOException {
        Path template = server.folder().resolve("mail.mustache");
        Files.writeString(template, "Hello");
        start("- to: \"mustache:file:" + template + "\"");
        Files.delete(template);
        server.awaitRuns(server.accepted("in", "{}"), "waiting");
    }

    /** The tests run in the project's folder, where the licence lies; the workspace is elsewhere. */
    @Test
    void a_template_takes_in_no_file_from_outside_of_the_workspace() {
        server.file("routes/main.camel.yaml", """
                - beans:
                    - name: greedy
                      type: java.lang.String
                      scriptLanguage: constant
                      script: "<%>LICENSE%>"
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - to: {uri: "mustache:ref:greedy", parameters: {startDelimiter: "<%", endDelimiter: "%>"}}
                        - to: {id: out, uri: "{{target}}/out"}
                """).start();
        String error = server.awaitRuns(server.accepted("in", "{}"), "dead")
                .at("/runs/0/error")
                .asText();
        assertThat(error).contains("Template LICENSE not found");
        assertThat(target.calls("/out")).isEmpty();
    }

    /** Deeper than what is written as JSON may be. */
    @Test
    void an_answer_that_cannot_be_recorded_ends_the_run_and_is_not_asked_for_again() {
        target.answer(call -> Reply.ok("[".repeat(999) + "]".repeat(999)));
        server.file("connectors/deep-answer-action.kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: deep-answer-action
                  labels:
                    camel.apache.org/kamelet.type: action
                spec:
                  definition:
                    title: Deep
                    description: "Asks. Idempotency: none."
                    required: [baseUrl]
                    properties:
                      baseUrl: {title: URL, description: Where it is, type: string}
                      connectTimeout: {title: Connect, description: Wait, type: integer, default: 1000}
                      responseTimeout: {title: Response, description: Wait, type: integer, default: 1000}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - removeHeaders: {pattern: "*"}
                        - to:
                            uri: "{{baseUrl}}/deep"
                            parameters:
                              connectTimeout: "{{connectTimeout}}"
                              responseTimeout: "{{responseTimeout}}"
                        - removeHeaders: {pattern: "*", excludePattern: Retry-After}
                        - unmarshal: {json: {}}
                """);
        start("- to: {id: deep, uri: \"kamelet:deep-answer-action\", parameters: {baseUrl: \"{{target}}\"}}");
        String error = server.awaitRuns(server.accepted("in", "{}"), "dead")
                .at("/runs/0/error")
                .asText();
        assertThat(error).startsWith("the step's result cannot be recorded (");
        assertThat(target.calls("/deep")).hasSize(1);
    }
}
