package dev.hookwright.intake;

import java.time.Duration;

/**
 * The public server's limits.
 *
 * @param port 0 for a free one
 * @param headerDeadline for the first request's head, from the start of the connection
 * @param bodyDeadline for a request's body, from the end of its head
 * @param idleTimeout of a connection on which nothing moves
 * @param maxConnections in all
 * @param maxConnectionsPerAddress from one remote address
 * @param maxBodyBytesInFlight of all bodies that are being received or stored at once; one alone may be larger
 */
public record HookServerOptions(
        String host,
        int port,
        Duration headerDeadline,
        Duration bodyDeadline,
        Duration idleTimeout,
        int maxConnections,
        int maxConnectionsPerAddress,
        long maxBodyBytesInFlight) {
    private static final long MOST_BODY_BYTES = 64 << 20;
    /** Of a body, what is in memory on its way to the disk: as it came, in the journal's entry, in the database's pages. */
    private static final int HEAP_OF_A_BODY = 24;

    public static HookServerOptions of(String host, int port) {
        return new HookServerOptions(
                host,
                port,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                10_000,
                2_000,
                Math.min(MOST_BODY_BYTES, Runtime.getRuntime().maxMemory() / HEAP_OF_A_BODY));
    }
}
