package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledFilesTest {
    private static final int THREADS = 8;

    @TempDir
    Path folder;

    @Test
    void files_of_a_jar_are_listed_by_many_threads_at_once() throws Exception {
        Path jar = jar();
        // Whatever else has this jar open, and the file system of its URI with it.
        try (FileSystem other = FileSystems.newFileSystem(uri(jar), Map.of())) {
            assertThat(other.isOpen()).isTrue();
            assertThat(atOnce(() -> new BundledFiles(jar).names("/samples")))
                    .hasSize(THREADS)
                    .allSatisfy(names -> assertThat(names).containsExactly("a/one.json", "a/two.json", "b/one.txt"));
        }
    }

    @Test
    void files_of_a_folder_have_the_same_names_as_those_of_a_jar() throws IOException {
        Path jar = jar();
        Files.createDirectories(folder.resolve("classes/samples/a"));
        Files.writeString(folder.resolve("classes/samples/a/one.json"), "{}");
        assertThat(new BundledFiles(folder.resolve("classes")).names("/samples"))
                .containsExactly("a/one.json");
        assertThat(new BundledFiles(jar).names("/samples/a")).containsExactly("one.json", "two.json");
    }

    @Test
    void what_comes_with_hookwright_is_listed_and_read() {
        assertThat(BundledFiles.below("/providers")).contains("github.yaml", "stripe.yaml");
        assertThat(new String(BundledFiles.read("/providers/github.yaml"), StandardCharsets.UTF_8))
                .contains("title: GitHub");
    }

    private static List<SortedSet<String>> atOnce(Callable<SortedSet<String>> listing) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<SortedSet<String>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return listing.call();
                }));
            }
            List<SortedSet<String>> listed = new ArrayList<>();
            for (Future<SortedSet<String>> each : all) {
                listed.add(each.get());
            }
            return listed;
        } finally {
            threads.shutdownNow();
        }
    }

    private Path jar() throws IOException {
        Path jar = folder.resolve("program.jar");
        try (FileSystem files = FileSystems.newFileSystem(uri(jar), Map.of("create", "true"))) {
            for (String name : List.of("/samples/a/one.json", "/samples/a/two.json", "/samples/b/one.txt")) {
                Files.createDirectories(files.getPath(name).getParent());
                Files.writeString(files.getPath(name), "{}");
            }
        }
        return jar;
    }

    private static URI uri(Path jar) {
        return URI.create("jar:" + jar.toUri());
    }
}
