package dev.hookwright.flow;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The engine behind platform-http. It serves nothing: it notes which route starts from which path, so that a stored
 * event can be driven through the route's own processor.
 */
final class HookSources extends ServiceSupport implements PlatformHttpEngine {
    static final String PREFIX = "/hooks/";

    private final Map<String, Source> byRoute = new ConcurrentSkipListMap<>();
    /** Routes that start from a path which is not served. */
    private final Map<String, Source> strays = new ConcurrentSkipListMap<>();

    /** Where a route starts. */
    record Source(String endpointName, String routeId) {}

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new SourceConsumer(endpoint, processor);
    }

    List<Source> all() {
        return List.copyOf(byRoute.values());
    }

    List<Source> strays() {
        return List.copyOf(strays.values());
    }

    /** The routes that start from an endpoint, sorted. */
    List<String> routesOf(String endpointName) {
        return byRoute.values().stream()
                .filter(source -> source.endpointName().equals(endpointName))
                .map(Source::routeId)
                .toList();
    }

    final class SourceConsumer extends DefaultConsumer implements PlatformHttpConsumer {
        private String routeId = "";

        SourceConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        /** Which route it starts. Before it is started itself. */
        void starts(String id) {
            routeId = id;
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            String path = getEndpoint().getPath();
            boolean served = path.startsWith(PREFIX);
            String name = served ? path.substring(PREFIX.length()) : path;
            (served ? byRoute : strays).put(routeId, new Source(name, routeId));
        }

        @Override
        protected void doStop() throws Exception {
            byRoute.remove(routeId);
            super.doStop();
        }
    }
}
