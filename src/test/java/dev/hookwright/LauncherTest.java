package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** What the locale's charset is to the java that the launcher starts. */
    private String seenBy(String environment) throws IOException, InterruptedException {
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec locale charmap 2>&1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.createFile(Files.createDirectories(home.resolve("target")).resolve("hookwright.jar"));
        Path launcher = Files.copy(Path.of("hookwright"), home.resolve("hookwright"));
        Process process = new ProcessBuilder(
                        (environment.strip() + " JAVA_HOME=" + home.resolve("jdk") + " sh " + launcher).split(" ", -1))
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            String seen = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(seen).isZero();
            return seen;
        }
    }
}
