package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script that starts the program. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LANG=C",
                "LC_ALL=POSIX",
                "LANG=xx_XX.UTF-8",
                "LC_CTYPE=UTF-8",
                "LANG=C.UTF-8 LC_TIME=xx_XX.UTF-8",
                "LANG=C.UTF-8"
            })
    void java_sees_letters_that_are_not_ascii_whatever_locale_is_named(String named) throws Exception {
        assertThat(seenBy("/usr/bin/env -i PATH=/usr/bin:/bin " + named)).isEqualTo("UTF-8\n");
    }

    @Test
    void a_bench_is_prepared_with_a_word_and_not_before_its_options_are_known_to_be_right() throws Exception {
        String java = """
                #!/bin/sh
                case "$*" in
                  *" demo --exit") echo demo >>"$HOME/calls" ;;
                  *"bench --check --second "*) echo "Unknown option: --second" >&2; exit 2 ;;
                  *"bench --check"*) ;;
                  *) echo "${*##*.jar }" >>"$HOME/calls" ;;
                esac
                """;
        assertThat(launched(java, "bench", "--help")).isEmpty();
        assertThat(calls()).containsExactly("bench --help");
        assertThat(launched(java, "bench", "--second", "3")).isEqualTo("Unknown option: --second\n");
        assertThat(calls()).isEmpty();
        assertThat(launched(java, "bench", "--seconds", "3"))
                .isEqualTo("hookwright: making later starts faster (once; half a minute or more) ...\n");
        assertThat(calls()).containsExactly("demo", "bench --seconds 3");
    }

    /** What the program was called with since this was asked before, and that the demo was. */
    private List<String> calls() throws IOException {
        Path file = home.resolve("calls");
        List<String> calls = Files.exists(file) ? Files.readAllLines(file) : List.of();
        Files.deleteIfExists(file);
        return calls;
    }

    /** What the locale's charset is to the java that the launcher starts. */
    private String seenBy(String environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(environment.strip().split(" ", -1)));
        command.addAll(
                List.of("JAVA_HOME=" + home.resolve("jdk"), "sh", launcher("#!/bin/sh\nexec locale charmap 2>&1\n")));
        return output(new ProcessBuilder(command));
    }

    private String launched(String java, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", launcher(java)));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().putAll(Map.of("JAVA_HOME", home.resolve("jdk").toString(), "HOME", home.toString()));
        return output(process);
    }

    /** A copy of the launcher beside a jar, and what it takes for java. */
    private String launcher(String script) throws IOException {
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, script);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.write(Files.createDirectories(home.resolve("target")).resolve("hookwright.jar"), new byte[0]);
        return Files.copy(Path.of("hookwright"), home.resolve("hookwright"), StandardCopyOption.REPLACE_EXISTING)
                .toString();
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String seen = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return seen;
        }
    }
}
