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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that must pass pass, and those that must fail fail, for the reason that is to be found. */
class RouteTestsTest {
    private static final Path FOLDER = Path.of("src/test/resources/route-tests");

    private static RouteTests tests;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Workspace workspace = new Workspace(FOLDER);
        Problems problems = new Problems();
        tests = RouteTests.load(workspace, Settings.load(workspace, Map.of(), Map.of(), problems), Map.of(), problems);
    }

    @AfterAll
    static void close() {
        tests.close();
    }

    @TestFactory
    List<DynamicTest> passing() {
        Problems problems = new Problems();
        List<RouteTests.TestFile> files = tests.read(List.of(FOLDER.resolve("routes/passing.test.yaml")), problems);
        assertThat(problems.all()).isEmpty();
        return files.get(0).tests().stream()
                .map(test -> DynamicTest.dynamicTest(test.name(), () -> {
                    TestResult result = tests.run(test);
                    assertThat(result.passed())
                            .as(String.join("\n", TextReport.lines(result)))
                            .isTrue();
                }))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.hookwright.routetest.FailingTests#all")
    void fails(String name, String found, String test) throws IOException {
        Problems problems = new Problems();
        List<RouteTests.TestFile> files = tests.read(List.of(file("- test: " + name + "\n" + test)), problems);
        assertThat(problems.all()).isEmpty();
        TestResult result = tests.run(files.get(0).tests().get(0));
        assertThat(result.passed()).isFalse();
        assertThat(String.join("\n", TextReport.lines(result))).contains(found);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.hookwright.routetest.WrongTests#all")
    void is_a_problem(String problem, String test) throws IOException {
        Problems problems = new Problems();
        var unused = tests.read(List.of(file(test)), problems);
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(found -> assertThat(found).endsWith("case.test.yaml:" + problem));
    }

    @Test
    void the_report_says_where_and_what_was_expected_and_got_and_called() throws IOException {
        Problems problems = new Problems();
        List<RouteTests.TestFile> files = tests.read(List.of(file("""
                        - test: too much
                          send: {endpoint: orders, payload: {id: 1, email: ann@example.com}}
                          expect:
                            calls:
                              - {step: crm, times: 2, body: {email: ben@example.com}}
                        """)), problems);
        List<String> lines = TextReport.lines(tests.run(files.get(0).tests().get(0)));
        String where = folder.resolve("case.test.yaml") + ":5:9: ";
        assertThat(lines)
                .containsExactly(
                        where + "call 1, of step crm, is not as expected",
                        "    .email: expected \"ben@example.com\", got \"ann@example.com\"",
                        where + "step crm: expected 2 calls as described, got none",
                        "what was called:",
                        "    1  crm  200  {\"id\":1,\"email\":\"ann@example.com\",\"total\":null}",
                        "    2  mail  200  {\"id\":1,\"email\":\"ann@example.com\",\"total\":null}");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("case.test.yaml"), text);
    }

    static Arguments arguments(String... texts) {
        return Arguments.of((Object[]) texts);
    }
}
