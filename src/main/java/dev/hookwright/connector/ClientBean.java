package dev.hookwright.connector;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.jspecify.annotations.Nullable;

/** A bean that a Kamelet makes for itself to set up the HTTP client of its calls. */
abstract class ClientBean implements HttpClientConfigurer, CamelContextAware {
    private @Nullable CamelContext context;

    @Override
    public void setCamelContext(@Nullable CamelContext context) {
        this.context = context;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    Outbound outbound() {
        if (context == null) {
            throw new IllegalStateException("made outside of a Camel context");
        }
        return Outbound.of(context);
    }
}
