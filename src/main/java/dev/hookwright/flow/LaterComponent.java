package dev.hookwright.flow;

import dev.hookwright.config.NearestName;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.lint.LaterParameters;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code later:NAME} starts the route from {@code direct:NAME} as a run of its own, now or at a time to come;
 * {@code later:cancel?key=K} cancels what waits under a key.
 */
final class LaterComponent extends DefaultComponent {
    static final String CANCEL = "cancel";

    private final Supplier<Ledger> ledger;
    private final InstantSource clock;

    LaterComponent(Supplier<Ledger> ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        boolean isCancel = name.equals(CANCEL);
        Set<String> known = (isCancel ? LaterParameters.OF_CANCEL : LaterParameters.OF_START).keySet();
        Set<String> given = new TreeSet<>(parameters.keySet());
        for (String parameter : given) {
            if (!known.contains(parameter)) {
                throw new IllegalArgumentException("later:" + name + " has no parameter \"" + parameter + "\" ("
                        + NearestName.remedy(parameter, known) + ")");
            }
        }
        if (isCancel) {
            EvaluatedText key = text(parameters, "key");
            if (key == null) {
                throw new IllegalArgumentException("later:cancel does not say what to cancel (add key=...)");
            }
            return new LaterEndpoint(uri, exchange -> new LaterSteps(ledger.get()).cancel(exchange, key));
        }
        LaterTime time = LaterTime.of(text(parameters, "delay"), text(parameters, "at"));
        EvaluatedText key = text(parameters, "dedupKey");
        return new LaterEndpoint(
                uri,
                exchange ->
                        new LaterSteps(ledger.get()).start(exchange, name, time.of(exchange, clock.instant()), key));
    }

    private @Nullable EvaluatedText text(Map<String, Object> parameters, String name) {
        String text = getAndRemoveParameter(parameters, name, String.class);
        return text == null ? null : EvaluatedText.of(getCamelContext(), name, text);
    }

    private interface Step {
        void make(Exchange exchange);
    }

    private final class LaterEndpoint extends DefaultEndpoint {
        private final Step step;

        LaterEndpoint(String uri, Step step) {
            super(uri, LaterComponent.this);
            this.step = step;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    step.make(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalArgumentException("later: starts a route that begins with from: direct:NAME (write that)");
        }
    }
}
