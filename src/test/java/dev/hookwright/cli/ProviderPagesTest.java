package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.provider.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages on how to connect each provider say what the providers' files say. */
class ProviderPagesTest {
    private static final Path FOLDER = Path.of("examples", "providers");
    private static final String ANEW =
            "run mvn -o test -Dtest=ProviderPagesTest -Dhookwright.write-pages=true to write the pages anew";

    private static final ProviderRegistry PROVIDERS = ProviderRegistry.load(null, new Problems());

    private final Map<String, String> texts = new ProviderPages(PROVIDERS.all()).texts();

    @Test
    void the_pages_are_those_that_the_provider_files_make() throws IOException {
        if (Boolean.getBoolean("hookwright.write-pages")) {
            for (String old : pages().keySet()) {
                Files.delete(FOLDER.resolve(old));
            }
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> page : texts.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
        Map<String, String> pages = pages();
        assertThat(pages.keySet()).as(ANEW).isEqualTo(texts.keySet());
        texts.forEach((name, text) ->
                assertThat(pages.get(name)).as("%s: %s", name, ANEW).isEqualTo(text));
    }

    @Test
    void nothing_is_left_to_fill_in_in_a_step() {
        List<String> steps = texts.values().stream()
                .flatMap(String::lines)
                .filter(line -> line.matches("\\d\\. .*"))
                .toList();
        assertThat(steps)
                .hasSizeGreaterThan(2 * PROVIDERS.names().size())
                .noneMatch(line -> line.contains("{url}") || line.contains("{secret") || line.contains("{config"));
        assertThat(steps)
                .filteredOn(line -> line.contains("https://YOUR-HOST/hooks/"))
                .hasSizeGreaterThan(200);
    }

    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    pages.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }
}
