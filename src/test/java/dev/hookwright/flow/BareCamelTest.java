package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.cli.CommandLineTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that is shipped is plain Camel: it loads where nothing of Hookwright is, but for its connectors. */
class BareCamelTest {
    private static final Pattern SETTING = Pattern.compile("\\{\\{\\s*([A-Za-z][\\w.-]*)\\s*}}");

    @TempDir
    private Path folder;

    static Stream<Path> shipped() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(Path.of("routes"), Path.of("src/main/resources/sandbox")));
        folders.add(Path.of("src/main/resources/policy"));
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            examples.map(example -> example.resolve("routes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .forEach(folders::add);
        }
        return folders.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void what_is_shipped_loads_in_a_bare_context(Path routes) throws Exception {
        check(routes);
    }

    @Test
    void what_new_writes_loads_in_a_bare_context() throws Exception {
        String[] in = {"--workspace", folder.toString()};
        assertThat(CommandLineTool.run("new", "endpoint", "shop", "--provider", "shopify", in[0], in[1]))
                .isZero();
        assertThat(CommandLineTool.run("new", "route", "orders", "--endpoint", "shop", in[0], in[1]))
                .isZero();
        check(folder.resolve("routes"));
    }

    /** File by file, as Camel itself takes one route from a path, and Hookwright several. */
    private static void check(Path routes) throws Exception {
        List<Path> files = files(routes);
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(loaded(file)).as(file.toString()).isEqualTo(written(file));
        }
    }

    /** How many routes are at work once a file is loaded. */
    private static int loaded(Path file) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setInitialProperties(settingsOf(file));
            context.addComponent("later", new StandIn());
            // The repository of idempotentConsumer that the README speaks of.
            context.getRegistry().bind("hookwright", new MemoryIdempotentRepository());
            PlatformHttpComponent http = new PlatformHttpComponent();
            http.setEngine(StandInConsumer::new);
            context.addComponent("platform-http", http);
            KameletComponent kamelets = new KameletComponent();
            kamelets.setLocation("classpath:connectors");
            context.addComponent("kamelet", kamelets);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            context, file.toUri().toString()));
            context.start();
            return (int) context.getRoutes().stream()
                    .filter(route -> !route.isCreatedByKamelet())
                    .count();
        }
    }

    private static int written(Path file) throws IOException {
        return (int) Files.readString(file).lines().filter("- route:"::equals).count();
    }

    private static List<Path> files(Path routes) throws IOException {
        try (Stream<Path> files = Files.walk(routes)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** A made-up value for each. */
    private static Properties settingsOf(Path file) throws IOException {
        Properties settings = new Properties();
        Matcher setting = SETTING.matcher(Files.readString(file));
        while (setting.find()) {
            String name = setting.group(1);
            boolean isPort = name.endsWith("port");
            settings.setProperty(name, isPort ? "1" : name.endsWith("host") ? "127.0.0.1" : "http://127.0.0.1:1");
        }
        return settings;
    }

    /** Takes any address and does nothing. */
    private static final class StandIn extends MockComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            parameters.clear();
            return super.createEndpoint(uri, remaining, parameters);
        }
    }

    /** Listens to nothing: an HTTP server is the only thing that a Camel application must add. */
    private static final class StandInConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {
        StandInConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }
    }
}
