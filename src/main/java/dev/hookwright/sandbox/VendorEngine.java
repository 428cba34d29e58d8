package dev.hookwright.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** The engine behind the look-alikes' platform-http: it notes which route answers below which path. */
final class VendorEngine extends ServiceSupport implements PlatformHttpEngine {
    private final Map<String, VendorConsumer> byVendor = new ConcurrentHashMap<>();

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new VendorConsumer(endpoint, processor);
    }

    @Nullable
    VendorConsumer of(String vendor) {
        return byVendor.get(vendor);
    }

    final class VendorConsumer extends DefaultConsumer implements PlatformHttpConsumer {
        VendorConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            byVendor.put(getEndpoint().getPath().substring(1), this);
        }
    }
}
