package dev.hookwright.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of connectors, which call a port of this machine. */
class ConnectorLabTest {
    private static final String SLACK =
            "  send: {connector: slack-message-sink, parameters: {token: 'a+b)c&d%20', channel: '#x'}, payload: {text: hi}}\n";

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private List<TestResult> results(String text) throws IOException {
        Workspace workspace = new Workspace(folder);
        Files.createDirectories(workspace.routes());
        Path file = Files.createDirectories(workspace.connectors()).resolve("chat.test.yaml");
        Files.writeString(file, text);
        Settings settings = Settings.load(workspace, Map.of(), Map.of(), problems);
        try (RouteTests tests = RouteTests.load(workspace, settings, Map.of(), problems)) {
            List<RouteTests.TestFile> files = tests.read(RouteTests.files(workspace), problems);
            return problems.isEmpty() ? tests.run(files, result -> {}) : List.of();
        }
    }

    /** The only one. */
    private String result(String text) throws IOException {
        List<TestResult> results = results("- test: it\n" + text);
        assertThat(problems.all()).isEmpty();
        assertThat(results).hasSize(1);
        TestResult result = results.get(0);
        return result.passed() ? "" : String.join("\n", TextReport.lines(result));
    }

    @Test
    void what_a_connector_sends_is_seen_as_it_goes_out() throws IOException {
        assertThat(result(SLACK + """
                  given: [{step: POST /api/chat.postMessage, answers: [{body: {ok: true}}]}]
                  expect:
                    run: succeeded
                    only: true
                    calls:
                      - step: POST /api/chat.postMessage
                        times: 1
                        headers: {authorization: 'Bearer a+b)c&d%20'}
                        body: {text: hi, channel: '#x'}
                """)).isEmpty();
    }

    @Test
    void what_is_refused_in_an_answer_of_200_ends_the_run_and_what_may_mend_is_tried_again() throws IOException {
        assertThat(result(SLACK + """
                  given: [{step: POST /api/chat.postMessage, answers: [{body: {ok: false, error: channel_not_found}}]}]
                  expect: {run: dead, error: channel_not_found, calls: [{step: POST /api/chat.postMessage, times: 1}]}
                """)).isEmpty();
        assertThat(result(SLACK + """
                  given:
                    - step: POST /api/chat.postMessage
                      answers: [reset, 503, {status: 429, headers: {Retry-After: "5"}}, {body: {ok: true}}]
                  expect: {run: succeeded, calls: [{step: POST /api/chat.postMessage, times: 4}]}
                """)).isEmpty();
        assertThat(result(SLACK + """
                  given: [{step: POST /api/chat.postMessage, answers: [500]}]
                  expect: {run: waiting, calls: [{step: POST /api/chat.postMessage, times: 1}]}
                """)).isEmpty();
    }

    @Test
    void forms_and_queries_are_seen_field_by_field() throws IOException {
        assertThat(result("""
                  send:
                    - connector: http-request-action
                      parameters: {baseUrl: "{{stand-in}}/v2/items?kind=a%20b", method: PUT}
                      payload: [1, 2]
                    - connector: http-request-action
                      parameters: {contentType: application/x-www-form-urlencoded}
                      payload: "name=Ann+Lee&plan=pro"
                  expect:
                    run: succeeded
                    inOrder: true
                    calls:
                      - {step: PUT /v2/items, parameters: {kind: a b}, body: [1, 2]}
                      - {step: POST /, body: {name: Ann Lee, plan: pro}}
                """)).isEmpty();
    }

    @Test
    void what_is_sent_otherwise_is_said() throws IOException {
        assertThat(result(SLACK + """
                  expect: {calls: [{step: POST /api/chat.postMessage, body: {text: ho}}], never: [GET /]}
                """))
                .contains(".text: expected \"ho\", got \"hi\"", "1  POST /api/chat.postMessage  200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2:21 | {connector: slack-mesage-sink}          | there is no connector "slack-mesage-sink" (did you mean "slack-message-sink"?)
            2:9  | {connector: slack-message-sink}         | slack-message-sink needs token (add it to parameters: {token: ...})
            2:9  | {endpoint: chat}                        | it is not said which connector is called (add connector: NAME)
            2:10 | {endpoint: chat}                        | unknown key "endpoint" (known: connector, file, form, parameters, payload)
            2:72 | {connector: slack-message-sink, parameters: {token: x, chanel: y}} | slack-message-sink has no property "chanel" (did you mean "channel"?)
            2:77 | {connector: http-request-action, parameters: {method: GET, baseUrl: "https://example.com/x"}} | the test would call https://example.com/x (leave baseUrl out, or begin it with {{stand-in}})
            """)
    void what_cannot_be_called_is_a_problem(String where, String send, String what) throws IOException {
        results("- test: it\n  send: " + send + "\n  expect: {run: succeeded}\n");
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anyMatch(problem ->
                        problem.startsWith("connectors/chat.test.yaml:" + where + ": ") && problem.endsWith(what));
    }

    @Test
    void only_requests_are_steps_and_what_calls_no_address_of_its_properties_is_not_for_such_a_test()
            throws IOException {
        results("""
                - test: it
                  send: {connector: smtp-send-sink, parameters: {host: localhost}, payload: {}}
                  expect: {calls: [send]}
                """);
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anyMatch(
                        problem -> problem.contains("smtp-send-sink calls no address that one of its properties says"))
                .anyMatch(problem ->
                        problem.contains("3:20: \"send\" is no request (write METHOD /PATH, as in POST /items)"));
    }

    @Test
    void a_connector_that_cannot_be_built_fails_its_test() throws IOException {
        Path connectors = Files.createDirectories(folder.resolve("connectors"));
        Files.writeString(connectors.resolve("own-call-action.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: own-call-action, labels: {camel.apache.org/kamelet.type: action}}
                spec:
                  definition:
                    title: Own
                    type: object
                    required: [baseUrl]
                    properties:
                      baseUrl: {title: B, type: string}
                      timeout: {title: T, type: integer, default: 5}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - to: {uri: "{{baseUrl}}/x", parameters: {responseTimeout: "{{timeout}}"}}
                """);
        assertThat(result("""
                  send: {connector: own-call-action, parameters: {timeout: soon}}
                  expect: {run: succeeded}
                """)).contains("the connector cannot be called: ");
    }
}
