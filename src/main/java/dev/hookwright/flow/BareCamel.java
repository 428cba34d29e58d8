package dev.hookwright.flow;

import dev.hookwright.config.ReadableFiles;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.Outbound;
import dev.hookwright.ledger.Ledger;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.jspecify.annotations.Nullable;

/** Camel with all that a workspace's routes are built of, and no routes yet. */
record BareCamel(
        DefaultCamelContext context,
        SimpleMain main,
        HookSources sources,
        Timers timers,
        DurableSteps steps,
        FailureReader failures)
        implements AutoCloseable {
    private static final long STOP_SECONDS = 5;

    /** @param outside stands in for all that the routes call; null where they call it in earnest */
    static BareCamel of(
            Workspace workspace,
            Settings settings,
            Supplier<Ledger> ledger,
            InstantSource clock,
            Redactor redactor,
            Outbound outbound,
            @Nullable Outside outside) {
        DefaultCamelContext context = new DefaultCamelContext();
        HookSources sources = new HookSources();
        FailureReader failures = new FailureReader(clock, redactor);
        context.getCamelContextExtension().setName("hookwright");
        context.setSourceLocationEnabled(true);
        AllowedComponents.install(context, settings.routes());
        context.addComponent("platform-http", new HooksComponent(sources));
        context.addComponent("jsonata", new TextJsonata());
        context.addComponent("mustache", new WorkspaceMustache(new ReadableFiles(workspace, settings.data())));
        context.addComponent("later", new LaterComponent(ledger, clock));
        Timers timers = new Timers(context, ledger, clock);
        timers.bindTo();
        context.getRegistry()
                .bind(
                        "hookwright",
                        new LedgerIdempotentRepository(() -> ledger.get().claims()));
        outbound.bindTo(context);
        Redactor ofRequests = settings.recordRequests() ? redactor : null;
        DurableSteps steps = new DurableSteps(context, new StepTools(ledger, failures, clock, ofRequests, outside));
        context.getCamelContextExtension().addInterceptStrategy(steps);
        if (settings.observe().isJsonLog()) {
            context.getCamelContextExtension().addInterceptStrategy(new RunLogging());
        }
        context.addModelLifecycleStrategy(new KameletSteps());
        context.addModelLifecycleStrategy(new CatchConditions());
        if (outside != null) {
            context.getRegistry().bind("hookwrightRehearsal", new OnlyEventsStart());
        }
        context.getManagementStrategy().addEventNotifier(new BranchFailures());
        SimpleMain main = new SimpleMain(context);
        main.setInitialProperties(CamelSettings.of(workspace, settings.properties()));
        main.setPropertyPlaceholderLocations("false");
        return new BareCamel(context, main, sources, timers, steps, failures);
    }

    void start() throws Exception {
        DummyExchange.forget();
        main.start();
        TypeConverters.register(context);
        JqVariables.register(context);
    }

    @Override
    public void close() {
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        main.stop();
        DummyExchange.forget();
    }
}
