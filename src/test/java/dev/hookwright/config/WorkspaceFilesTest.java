package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilesTest {
    @TempDir
    private Path folder;

    @Test
    void files_are_found_behind_links_as_deployments_make_them() throws IOException {
        write("releases/7/routes/a.camel.yaml");
        link("current/routes", folder.resolve("releases/7/routes"));
        write("releases/7/routes/..data/b.camel.yaml");
        link("current/routes/b.camel.yaml", Path.of("..data/b.camel.yaml"));
        write("shared/c.camel.yaml");
        link("current/routes/more", folder.resolve("shared"));

        assertThat(found("current/routes")).containsExactly("a.camel.yaml", "b.camel.yaml", "more/c.camel.yaml");
    }

    @Test
    void a_link_that_leads_nowhere_is_there_to_be_complained_about() throws IOException {
        write("routes/a.camel.yaml");
        link("routes/b.camel.yaml", Path.of("gone.yaml"));

        assertThat(found("routes")).containsExactly("a.camel.yaml", "b.camel.yaml");
    }

    @Test
    void what_editors_put_beside_a_file_is_left_out() throws IOException {
        write("routes/a.camel.yaml");
        link("routes/.#a.camel.yaml", Path.of("ann@host.4711"));
        write("routes/.a.camel.yaml.swp");

        assertThat(found("routes")).containsExactly("a.camel.yaml");
    }

    @Test
    void links_in_a_circle_hide_nothing() throws IOException {
        write("routes/a.camel.yaml");
        link("routes/again", folder.resolve("routes"));
        write("routes/z.camel.yaml");

        assertThat(found("routes")).containsExactly("a.camel.yaml", "z.camel.yaml");
    }

    @Test
    void a_folder_that_is_not_there_has_none() throws IOException {
        assertThat(found("routes")).isEmpty();
    }

    private String[] found(String name) throws IOException {
        Path below = folder.resolve(name);
        return WorkspaceFiles.below(below).stream()
                .map(file -> below.relativize(file).toString())
                .toArray(String[]::new);
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private void link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }
}
