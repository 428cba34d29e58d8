package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.ListenAddress;
import dev.hookwright.testing.TestServer;
import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    private static final ListenAddress ADMIN = new ListenAddress("hookwright.admin-host", "odd", "admin port", 80);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hookwright.host", "hookwright.admin-host"})
    void an_address_of_another_machine_is_told_with_the_setting_that_names_it(String setting) {
        // An address for documents, which no machine has.
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "open: {provider: unsigned}\n")
                .route("open", "open", "- log: hi")
                .setting(setting, "192.0.2.7")) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(InvalidWorkspace.class)
                    .hasMessageStartingWith(setting + ": \"192.0.2.7\" is no address of this machine (set it to ");
        }
    }

    @Test
    void a_host_that_there_is_not_is_told_with_its_setting() {
        assertThat(ADMIN.refused(new UnknownHostException("Failed to resolve 'odd'")))
                .hasMessageStartingWith("hookwright.admin-host: there is no host \"odd\" to listen at (set it to ");
    }

    @Test
    void a_port_that_is_taken_or_not_for_everybody_is_told_with_its_flag() {
        assertThat(ADMIN.refused(new BindException("Address already in use")))
                .hasMessage("admin port 80: cannot be listened on at odd: Address already in use"
                        + " (stop what uses it, or choose another with --admin-port)");
        assertThat(ADMIN.refused(new SocketException("Permission denied")))
                .hasMessageEndingWith("(choose one from 1024 on with --admin-port)");
    }
}
