package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsCommandTest {
    @TempDir
    private Path workspace;

    private int status;

    @BeforeEach
    void addOwnConnector() throws IOException {
        Files.createDirectories(workspace.resolve("connectors"));
        Files.writeString(
                workspace.resolve("connectors/crm-note-action.kamelet.yaml"),
                Files.readString(Path.of("connectors/slack-message-sink.kamelet.yaml"))
                        .replace("slack-message-sink", "crm-note-action")
                        .replace("kamelet.type: sink", "kamelet.type: action")
                        .replace("Slack - post message", "CRM - write note")
                        .replace("{{channel}}", "general"));
    }

    private String run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] all = new String[arguments.length + 2];
            System.arraycopy(arguments, 0, all, 0, arguments.length);
            all[arguments.length] = "--workspace";
            all[arguments.length + 1] = workspace.toString();
            status = CommandLineTool.run(all);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_list_has_the_built_in_connectors_and_the_workspace_s_own() {
        assertThat(run("connectors"))
                .contains("http-request-action", "CRM - write note")
                .contains("crm          zoho-record-upsert-action                Zoho CRM - upsert record");
        assertThat(status).isZero();
    }

    @Test
    void one_is_shown_with_a_step_that_names_what_it_needs() {
        assertThat(run("connectors", "salesforce-lead-create-action"))
                .contains("""
                  - to:
                      id: salesforce-lead-create
                      uri: kamelet:salesforce-lead-create-action
                      parameters:
                        baseUrl: "RAW({{salesforce.base-url}})" # https://example.my.salesforce.com
                        clientId: "{{salesforce.client-id}}"
                        clientSecret: "RAW({{salesforce.client-secret}})"
                        # externalIdField: ""
                """)
                .contains("  salesforce.client-secret=\n");
    }

    @Test
    void a_name_that_nobody_has_is_not_found() {
        assertThat(run("connectors", "slack-mesage-sink")).isEmpty();
        assertThat(status).isEqualTo(ExitStatus.NOT_FOUND);
    }

    @Test
    void validate_holds_the_workspace_s_own_connectors_to_the_rules() {
        assertThat(run("validate"))
                .contains(
                        "connectors/crm-note-action.kamelet.yaml:27:7: property \"channel\" is not used (use {{channel}} in the template, or remove it)");
        assertThat(status).isEqualTo(ExitStatus.WRONG);
    }
}
