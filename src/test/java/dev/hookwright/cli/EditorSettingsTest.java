package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorSettingsTest {
    @TempDir
    Path workspace;

    @Test
    void settings_that_are_no_json_are_left_alone() throws IOException {
        for (String text : List.of("{\"a\": ", "[]", "{\"yaml.schemas\": 1}")) {
            Path settings = workspace.resolve(".vscode/settings.json");
            Files.createDirectories(settings.getParent());
            Files.writeString(settings, text);
            assertThat(CommandLineTool.run("schema", "--workspace", workspace.toString()))
                    .isEqualTo(1);
            assertThat(Files.readString(settings)).isEqualTo(text);
            assertThat(workspace.resolve(".hookwright")).doesNotExist();
        }
    }

    @Test
    void settings_of_every_style_take_the_schemas() {
        Map<String, List<String>> one = Map.of("./x.json", List.of("*.x"));
        String whole = "\"yaml.schemas\": {\n    \"./x.json\": [\"*.x\"]\n  }";
        Map<String, String> expected = Map.of(
                "", "{\n  " + whole + "\n}\n",
                "{}", "{\n  " + whole + "}",
                "{\"a\": 1}", "{\"a\": 1,\n  " + whole + "}",
                "{\"a\": 1,}", "{\"a\": 1,\n  " + whole + ",}",
                "{\"a\": 1, // one\n}", "{\"a\": 1, // one\n  " + whole + ",\n}",
                "{\"a\": 1 // one\n}", "{\"a\": 1, // one\n  " + whole + "\n}",
                "{\"yaml.schemas\": {}}", "{\"yaml.schemas\": {\n    \"./x.json\": [\"*.x\"]}}");
        expected.forEach((before, after) ->
                assertThat(EditorSettings.with(before, one)).as(before).contains(after));
        assertThat(EditorSettings.with("{\r\n  \"a\": 1\r\n}\r\n", one)
                        .orElseThrow()
                        .replace("\r\n", ""))
                .doesNotContain("\n");
    }
}
