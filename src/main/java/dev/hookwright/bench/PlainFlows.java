package dev.hookwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.Workspace;
import dev.hookwright.flow.CamelSettings;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The same route in plain Camel: same file, same connectors, same settings, as many at work at once, but nothing is
 * received, stored or recorded. Its one argument is the workspace; {@code {"flows":N}} has it drive so many.
 */
final class PlainFlows {
    /** As many as Hookwright has of one route by default. */
    private static final int AT_ONCE = 64;

    private final CamelContext context;
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    private final String body;

    private PlainFlows(CamelContext context, String body) {
        this.context = context;
        this.body = body;
    }

    public static void main(String[] arguments) throws Exception {
        Workspace workspace = new Workspace(Path.of(arguments[0]));
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(workspace.properties())) {
            settings.load(file);
        }
        settings.setProperty(BenchWorkspace.FROM, "direct:flow");
        DefaultCamelContext context = new DefaultCamelContext();
        SimpleMain main = new SimpleMain(context);
        main.setInitialProperties(CamelSettings.of(workspace, settings));
        main.setPropertyPlaceholderLocations("false");
        main.start();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(
                        context, BenchWorkspace.route(workspace).toUri().toString()));
        PlainFlows flows = new PlainFlows(context, new String(BenchWorkspace.push(), StandardCharsets.UTF_8));
        ChildLoop.serve(ChildLoop.MAPPER.createObjectNode(), flows::answer);
    }

    private JsonNode answer(JsonNode command) throws Exception {
        AtomicLong left = new AtomicLong(command.get("flows").asLong());
        Endpoint start = context.getEndpoint("direct:flow");
        ProducerTemplate template = context.createProducerTemplate();
        long began = System.nanoTime();
        List<Callable<Void>> lanes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            lanes.add(() -> {
                while (left.getAndDecrement() > 0) {
                    drive(template, start);
                }
                return null;
            });
        }
        for (Future<Void> lane : workers.invokeAll(lanes)) {
            lane.get();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        template.stop();
        return ChildLoop.MAPPER.createObjectNode().put("seconds", seconds);
    }

    private void drive(ProducerTemplate template, Endpoint start) throws Exception {
        Exchange exchange = start.createExchange();
        exchange.getMessage().setBody(body);
        Exception failure = template.send(start, exchange).getException();
        if (failure != null) {
            throw failure;
        }
    }
}
