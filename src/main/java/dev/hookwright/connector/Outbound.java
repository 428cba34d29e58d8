package dev.hookwright.connector;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** What the beans of all connectors in a Camel context share: the networks that may be called, and the tokens. */
public final class Outbound implements AutoCloseable {
    private static final String BEAN = "hookwrightOutbound";

    private final AddressRanges allowed;
    private final InstantSource clock;
    private final Consumer<String> secrets;
    private final TokenEndpoint anywhere;
    private final TokenEndpoint publicOnly;
    private final ConcurrentMap<Credentials, SharedToken> tokens = new ConcurrentHashMap<>();

    /**
     * @param allowed networks that may be called although they are private
     * @param secrets is told of every token that is fetched
     */
    public Outbound(AddressRanges allowed, InstantSource clock, Consumer<String> secrets) {
        this.allowed = allowed;
        this.clock = clock;
        this.secrets = secrets;
        this.anywhere = new TokenEndpoint(null);
        this.publicOnly = new TokenEndpoint(allowed);
    }

    public void bindTo(CamelContext context) {
        context.getRegistry().bind(BEAN, this);
    }

    /** The context's own; a context that is not Hookwright's gets one of its property. */
    static synchronized Outbound of(CamelContext context) {
        Outbound bound = context.getRegistry().lookupByNameAndType(BEAN, Outbound.class);
        if (bound != null) {
            return bound;
        }
        String networks = context.resolvePropertyPlaceholders("{{" + Settings.ALLOW_NETWORKS + ":}}");
        AddressRanges allowed =
                networks.isBlank() ? AddressRanges.LOOPBACK : AddressRanges.parse(List.of(networks.split(",")));
        Outbound made = new Outbound(allowed, InstantSource.system(), secret -> {});
        made.bindTo(context);
        return made;
    }

    AddressRanges allowed() {
        return allowed;
    }

    SharedToken token(Credentials credentials) {
        credentials.secrets().forEach(secrets);
        TokenEndpoint endpoint = credentials.publicOnly() ? publicOnly : anywhere;
        return tokens.computeIfAbsent(
                credentials,
                key -> new SharedToken(
                        refreshToken -> endpoint.ask(key, refreshToken, clock.instant()), clock, secrets));
    }

    @Override
    public void close() {
        anywhere.close();
        publicOnly.close();
    }
}
