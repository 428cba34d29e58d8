package dev.hookwright.flow;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;

/** Camel's platform-http, but for two things: our engine stands behind it, and several routes may start from one path. */
final class HooksComponent extends PlatformHttpComponent {
    HooksComponent(HookSources sources) {
        setEngine(sources);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PlatformHttpEndpoint endpoint = new SharedEndpoint(uri, remaining, this);
        endpoint.setPlatformHttpEngine(getEngine());
        setEndpointHeaderFilterStrategy(endpoint);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static final class SharedEndpoint extends PlatformHttpEndpoint implements MultipleConsumersSupport {
        SharedEndpoint(String uri, String remaining, PlatformHttpComponent component) {
            super(uri, remaining, component);
        }

        @Override
        public DefaultPlatformHttpConsumer createConsumer(Processor processor) throws Exception {
            DefaultPlatformHttpConsumer consumer = new DefaultPlatformHttpConsumer(this, processor) {
                @Override
                protected void configurePlatformHttpConsumer(PlatformHttpConsumer source) {
                    ((HookSources.SourceConsumer) source).starts(getRouteId());
                }
            };
            configureConsumer(consumer);
            return consumer;
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }
    }
}
