package dev.hookwright.flow;

import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.RouteDefinition;

/** Keeps routes from starting by themselves where they are tested: a clock, a mailbox or a queue would do so. */
final class OnlyEventsStart implements RouteBuilderLifecycleStrategy {
    private static final Set<String> STARTED_BY_OTHERS = Set.of("platform-http", "direct", "seda", "kamelet", "later");

    @Override
    public void afterConfigure(RouteBuilder builder) {
        for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
            String uri = route.getInput() == null
                    ? ""
                    : String.valueOf(route.getInput().getEndpointUri());
            if (!STARTED_BY_OTHERS.contains(uri.split(":", 2)[0])) {
                route.setAutoStartup("false");
            }
        }
    }
}
