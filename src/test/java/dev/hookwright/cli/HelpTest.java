package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} says of the commands. */
class HelpTest {
    private static Stream<CommandLine> commandsWithCommands() {
        return all(CommandLineTool.whole())
                .filter(tool -> !tool.getSubcommands().isEmpty());
    }

    private static Stream<CommandLine> all(CommandLine tool) {
        return Stream.concat(
                Stream.of(tool), tool.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    @ParameterizedTest
    @MethodSource("commandsWithCommands")
    void a_list_of_commands_has_a_whole_sentence_on_a_line_for_each(CommandLine tool) {
        assertThat(tool.getHelp().commandList().lines())
                .hasSize(tool.getSubcommands().size())
                .allSatisfy(line -> assertThat(line).matches("  [a-z]+ +[A-Z][^.]*[.]"));
    }
}
