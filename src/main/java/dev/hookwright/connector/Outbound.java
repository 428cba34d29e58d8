package dev.hookwright.connector;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.Settings;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What the beans of all connectors in a Camel context share: the networks that may be called, and the tokens. */
public final class Outbound implements AutoCloseable {
    private static final String BEAN = "hookwrightOutbound";

    private final AddressRanges allowed;
    private final InstantSource clock;
    private final Consumer<String> secrets;
    /** Made when they are first needed: most servers fetch no token. */
    private @Nullable TokenEndpoint anywhere;

    private @Nullable TokenEndpoint publicOnly;
    private final ConcurrentMap<Credentials, SharedToken> tokens = new ConcurrentHashMap<>();

    /**
     * @param allowed networks that may be called although they are private
     * @param secrets is told of every token that is fetched
     */
    public Outbound(AddressRanges allowed, InstantSource clock, Consumer<String> secrets) {
        this.allowed = allowed;
        this.clock = clock;
        this.secrets = secrets;
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
        return tokens.computeIfAbsent(
                credentials,
                key -> new SharedToken(
                        refreshToken -> endpoint(key.publicOnly()).ask(key, refreshToken, clock.instant()),
                        clock,
                        secrets));
    }

    private synchronized TokenEndpoint endpoint(boolean onlyPublic) {
        TokenEndpoint made = onlyPublic ? publicOnly : anywhere;
        if (made == null) {
            made = new TokenEndpoint(onlyPublic ? allowed : null);
            if (onlyPublic) {
                publicOnly = made;
            } else {
                anywhere = made;
            }
        }
        return made;
    }

    @Override
    public synchronized void close() {
        for (TokenEndpoint made : Arrays.asList(anywhere, publicOnly)) {
            if (made != null) {
                made.close();
            }
        }
    }
}
