package dev.hookwright.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The look-alikes' routes in a Camel context. */
final class VendorRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VendorRoutes.class);
    private static final String CAMEL = "camel";
    private static final long STOP_SECONDS = 2;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final VendorEngine engine = new VendorEngine();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();

    VendorRoutes(Set<String> vendors) {
        PlatformHttpComponent http = new PlatformHttpComponent();
        http.setEngine(engine);
        context.addComponent("platform-http", http);
        context.getCamelContextExtension().setName("sandbox");
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        try {
            List<Resource> files = new ArrayList<>();
            files.add(file("common"));
            for (String vendor : vendors) {
                if (!vendor.equals(Vendors.SMTP)) {
                    files.add(file(vendor));
                }
            }
            PluginHelper.getRoutesLoader(context).loadRoutes(files);
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox's own routes do not load", e);
        }
    }

    private Resource file(String name) {
        return ResourceHelper.resolveResource(context, "classpath:sandbox/" + name + ".camel.yaml");
    }

    /** What the vendor would answer. One call after another, as each reads and writes what is kept. */
    Reply answer(Call call) {
        var consumer = Objects.requireNonNull(engine.of(call.vendor()));
        Object body;
        try {
            body = CallBody.of(call);
        } catch (UnusableRequest e) {
            return Reply.problem(400, e.getMessage());
        }
        Exchange exchange = consumer.createExchange(false);
        fill(exchange.getMessage(), call, body);
        synchronized (turns.computeIfAbsent(call.vendor(), vendor -> new Object())) {
            try {
                consumer.getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
        }
        if (exchange.getException() != null) {
            LOG.debug("a look-alike failed", exchange.getException());
            return Reply.problem(400, "the body is not of the form that this call takes");
        }
        return reply(exchange.getMessage());
    }

    private static void fill(Message message, Call call, Object body) {
        call.headers().forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith(CAMEL)) {
                message.setHeader(name, value);
            }
        });
        CallBody.form(call.query()).forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith(CAMEL) && message.getHeader(name) == null) {
                message.setHeader(name, value);
            }
        });
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        message.setHeader(Exchange.HTTP_PATH, call.path());
        message.setHeader(Exchange.HTTP_QUERY, call.query());
        message.setBody(body);
    }

    private static Reply reply(Message message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null && !value.toString().isEmpty()) {
                headers.put(name, value.toString());
            }
        });
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        return new Reply(status, headers, message.getBody(String.class));
    }

    @Override
    public void close() {
        context.stop();
    }
}
