package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class TestCommandTest {
    @TempDir
    private Path workspace;

    private String errors = "";

    @BeforeEach
    void prepare() throws IOException {
        file("endpoints.yaml", "in: {provider: unsigned}\n");
        file("main.camel.yaml", """
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - setBody:
                            jq: '{mail: .email, greeting: ("Hello " + .customer.name), at: now}'
                        - to:
                            id: tell
                            uri: "{{target}}/tell"
                        - setBody:
                            jq: '{found: .id}'
                        - to:
                            id: file
                            uri: "{{target}}/file"
                """);
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(workspace.resolve("routes"));
        Files.writeString(workspace.resolve("routes").resolve(name), text);
    }

    private String run(int status, String... arguments) {
        PrintStream usual = System.out;
        PrintStream usualErrors = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errorOutput = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errorOutput, true, StandardCharsets.UTF_8));
        try {
            String[] test = {"test", "--workspace", workspace.toString()};
            String[] all = Stream.of(test, arguments).flatMap(Stream::of).toArray(String[]::new);
            assertThat(CommandLineTool.run(all)).isEqualTo(status);
        } finally {
            System.setOut(usual);
            System.setErr(usualErrors);
            errors = errorOutput.toString(StandardCharsets.UTF_8);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void failures_are_told_to_people_to_ci_and_to_programs()
            throws IOException, ParserConfigurationException, SAXException {
        file("main.test.yaml", """
                - test: it tells
                  send: {endpoint: in, payload: {email: ann@example.com}}
                  expect: {run: succeeded, calls: [{step: tell, times: 1}]}
                - test: it tells <twice> & more
                  send: {endpoint: in, payload: {email: ann@example.com}}
                  expect: {calls: [{step: tell, times: 2}]}
                """);
        Path report = workspace.resolve("report");
        assertThat(run(ExitStatus.WRONG, "--report", report.toString()))
                .startsWith("routes/main.test.yaml\n  ok      it tells (")
                .contains("  FAILED  it tells <twice> & more (")
                .contains("routes/main.test.yaml:6:20: step tell: expected 2 calls, got 1\n")
                .contains("    1  tell  200  {\"mail\":\"ann@example.com\"")
                .endsWith("2 tests, 1 failed\n");
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.resolve("TEST-routes-main.xml").toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        Element failed = (Element) suite.getElementsByTagName("testcase").item(1);
        assertThat(failed.getAttribute("name")).isEqualTo("it tells <twice> & more");
        assertThat(failed.getTextContent()).contains("step tell: expected 2 calls, got 1");
        JsonNode results = TestServer.json(run(ExitStatus.WRONG, "--json"));
        assertThat(results.get(0).path("passed").asBoolean()).isTrue();
        assertThat(results.get(1).path("findings").get(0).path("where").asText())
                .isEqualTo("routes/main.test.yaml:6:20");
    }

    @Test
    void each_file_has_a_report_of_its_own() throws IOException {
        String test = """
                - test: it tells
                  send: {endpoint: in, payload: {}}
                  expect: {answer: %s}
                """;
        file("a-b.test.yaml", test.formatted("429"));
        Files.createDirectories(workspace.resolve("routes/a"));
        file("a/b.test.yaml", test.formatted("202"));
        Path report = workspace.resolve("report");
        run(ExitStatus.WRONG, "--report", report.toString());
        try (Stream<Path> files = Files.list(report)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("TEST-routes-a-b.xml", "TEST-routes-a-b-2.xml");
        }
    }

    @Test
    void a_form_s_values_may_hold_lines_and_its_names_anything() throws IOException {
        file("main.test.yaml", """
                - test: it tells
                  send: {endpoint: in, form: {"k=v": "1", email: "one\\ntwo"}}
                  expect: {calls: [{step: tell, body: {mail: "one\\ntwo"}}]}
                """);
        assertThat(run(0)).contains("1 test");
    }

    @Test
    void time_that_passes_lets_an_endpoint_accept_more_again() throws IOException {
        file("endpoints.yaml", "in: {provider: unsigned, rate: 2/m}\n");
        file("main.test.yaml", """
                - test: three at once are too many, and later there is room
                  send:
                    - {endpoint: in, payload: {n: 1}}
                    - {endpoint: in, payload: {n: 2}}
                    - {endpoint: in, payload: {n: 3}}
                    - {advance: 10m}
                    - {endpoint: in, payload: {n: 4}}
                  expect: {answer: [202, 202, 429, 202]}
                """);
        assertThat(run(0)).contains("1 test");
    }

    @Test
    void what_cannot_be_run_is_said_with_its_place() throws IOException {
        run(ExitStatus.NOT_FOUND);
        assertThat(errors).contains("there is no test in ").contains("(write NAME.test.yaml there)");
        run(ExitStatus.NOT_FOUND, workspace.resolve("nowhere.test.yaml").toString());
        assertThat(errors).contains("nowhere.test.yaml (give a *.test.yaml)");
        file("main.test.yaml", """
                - test: it tells
                  send: {endpoint: in, payload: {}}
                  expect: {never: [tel]}
                """);
        run(ExitStatus.WRONG);
        assertThat(errors)
                .isEqualToIgnoringNewLines(
                        "routes/main.test.yaml:3:20: there is no step \"tel\" (did you mean \"tell\"?)");
        file("endpoints.yaml", "in: {provider: unsined}\n");
        run(ExitStatus.WRONG);
        assertThat(errors).contains("endpoints.yaml:1:16: there is no provider \"unsined\"");
    }

    @Test
    void an_event_becomes_a_test_with_what_is_personal_masked() throws IOException {
        try (Target target = new Target();
                TestServer server = new TestServer(workspace)) {
            target.answer(call -> Target.Reply.ok("{\"id\": \"customer-7\"}"));
            server.setting("target", target.url()).start();
            String id = server.accepted("in", """
                    {"email": "Ann.Smith@shop.example", "customer": {"name": "Ann Smith", "phone": "+49 30 1234567"},
                     "note": "call Ann Smith", "apiToken": "abc123456", "card": "4111 1111 1111 1111", "total": 12.5}
                    """);
            server.awaitRuns(id, "succeeded");
            String file = run(
                            ExitStatus.DONE,
                            "--record",
                            id,
                            "--server",
                            server.adminUri("").toString(),
                            "--data",
                            workspace.resolve("data").toString())
                    .strip();
            assertThat(errors).isEmpty();
            String recorded = Files.readString(Path.of(file));
            assertThat(recorded)
                    .contains("person1@example.com", "total: 12.5", "found: customer-7", "note: call Name1 Surname1")
                    .doesNotContain("Smith", "1234567", "abc123456", "4111", "at: ");
            assertThat(run(ExitStatus.DONE)).contains("  ok      as " + id + " came out");
            run(ExitStatus.WRONG, "--record", id);
            assertThat(errors).contains("is there already (remove it, or name another FILE)");
        }
    }
}
