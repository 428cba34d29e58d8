package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxCommandTest {
    private static int sandbox(String... arguments) {
        List<String> all = new ArrayList<>(List.of("sandbox"));
        all.addAll(List.of(arguments));
        return CommandLineTool.run(all.toArray(new String[0]));
    }

    @Test
    void a_port_that_is_taken_ends_it_with_1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(sandbox("--port", port, "slack")).isEqualTo(ExitStatus.WRONG);
            assertThat(sandbox("--port", "0", "--smtp-port", port, "smtp")).isEqualTo(ExitStatus.WRONG);
        }
    }

    @Test
    void what_it_cannot_mean_ends_it_with_2() {
        assertThat(sandbox("zendek")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(sandbox("--fail", "slack=9", "slack")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(sandbox("--fail", "zendesk=503", "slack")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(sandbox("--port", "70000", "slack")).isEqualTo(ExitStatus.WRONG_USE);
    }
}
