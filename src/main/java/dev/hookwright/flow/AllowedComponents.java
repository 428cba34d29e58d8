package dev.hookwright.flow;

import dev.hookwright.config.RouteRules;
import dev.hookwright.lint.Schemes;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.PluginHelper;

/** Whatever becomes of an address between its file and its call: only what may be called is there to be called. */
final class AllowedComponents implements ComponentResolver {
    /** Behind the steps by which connectors call their own objects. */
    private static final String OF_STEPS = "bean";

    private final ComponentResolver resolver;
    private final RouteRules rules;

    private AllowedComponents(ComponentResolver resolver, RouteRules rules) {
        this.resolver = resolver;
        this.rules = rules;
    }

    static void install(CamelContext context, RouteRules rules) {
        ComponentResolver resolver = PluginHelper.getComponentResolver(context.getCamelContextExtension());
        context.getCamelContextExtension()
                .addContextPlugin(ComponentResolver.class, new AllowedComponents(resolver, rules));
    }

    @Override
    public Component resolveComponent(String scheme, CamelContext context) throws Exception {
        if (!Schemes.allowed(rules, true).contains(scheme) && !scheme.equals(OF_STEPS)) {
            throw new IllegalArgumentException(
                    "nothing may call " + scheme + ": unless " + RouteRules.SCHEMES + " has it");
        }
        return resolver.resolveComponent(scheme, context);
    }
}
