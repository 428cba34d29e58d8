package dev.hookwright.connector;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connector out of private networks. A Kamelet declares it as a bean and names it at the call:
 * {@code httpClientConfigurer: "#bean:{{publicTargets}}"}. What is checked is the address that is connected to, so that
 * neither a name nor a second look-up leads elsewhere.
 */
public final class PublicTargets extends ClientBean {
    private static final int MOST_CONNECTIONS = 512;
    private static final int MOST_TO_A_TARGET = 128;

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.setConnectionManager(connections(outbound().allowed(), null));
        BodyLength.tell(builder);
    }

    /**
     * Connections for one client.
     *
     * @param allowed private networks that may be called; null if any may
     * @param connectTimeout null if the client says it with each request
     */
    static HttpClientConnectionManager connections(@Nullable AddressRanges allowed, @Nullable Timeout connectTimeout) {
        ConnectionConfig.Builder config = ConnectionConfig.custom();
        if (connectTimeout != null) {
            config.setConnectTimeout(connectTimeout);
        }
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
                .setDefaultConnectionConfig(config.build())
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_TO_A_TARGET);
        if (allowed != null) {
            builder.setDnsResolver(new Resolver(SystemDefaultDnsResolver.INSTANCE, allowed));
        }
        return builder.build();
    }

    /** Gives only the addresses of a name that may be called. */
    record Resolver(DnsResolver all, AddressRanges allowed) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = all.resolve(host);
            InetAddress[] possible =
                    Arrays.stream(addresses).filter(this::mayBeCalled).toArray(InetAddress[]::new);
            if (possible.length == 0 && addresses.length > 0) {
                throw new IllegalArgumentException("the target " + host + " is at a private address, "
                        + addresses[0].getHostAddress() + " (to allow it, add its network to "
                        + Settings.ALLOW_NETWORKS + ")");
            }
            return possible;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return all.resolveCanonicalHostname(host);
        }

        private boolean mayBeCalled(InetAddress address) {
            return !AddressRanges.PRIVATE.contain(address) || allowed.contain(address);
        }
    }
}
