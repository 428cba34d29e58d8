package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The texts of the routes, as they are and as they were while runs that went through them are kept. */
public final class RouteVersions {
    /** How far the clocks of nodes, and what was last seen of a version, may be off. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** Nodes note their routes about once a minute. */
    private static final Duration SEEN = Duration.ofMinutes(3);

    private static final String AGAIN = "UPDATE route_version SET last_seen = ? WHERE route = ? AND version = ?";
    private static final String FIRST = "INSERT INTO route_version (route, version, yaml, first_seen, last_seen)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String COLUMNS = "SELECT route, version, yaml, first_seen, last_seen FROM route_version ";
    private static final String AT_WORK = "SELECT 1 FROM route_version WHERE route = ? AND last_seen > ? LIMIT 1";
    private static final String UNUSED = "DELETE FROM route_version WHERE last_seen < ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;

    RouteVersions(LedgerStore store, LedgerWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** A text that a route has now. */
    public record Present(String route, String version, String yaml) {}

    /** Notes what is at work now. Fails rather than waits; what is not noted is noted the next time. */
    public CompletableFuture<Integer> note(List<Present> routes) {
        long now = clock.millis();
        return writer.offer(new Change<>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                int fresh = 0;
                for (Present one : routes) {
                    long version = RouteVersion.number(one.version());
                    if (0 == statements.update(AGAIN, now, one.route(), version)) {
                        fresh += statements.update(FIRST, one.route(), version, one.yaml(), now, now);
                    }
                }
                return fresh;
            }
        });
    }

    /** Those of a route, the one that was at work last first. */
    public List<RouteVersion> of(String route) {
        return store.list(
                COLUMNS + "WHERE route = ? ORDER BY last_seen DESC, first_seen DESC", RouteVersions::version, route);
    }

    /** Whether a node has had the route at work a moment ago. */
    public boolean isAtWork(String route) {
        long since = clock.millis() - SEEN.toMillis();
        return store.find(AT_WORK, row -> true, route, since).isPresent();
    }

    public Optional<RouteVersion> find(String route, long version) {
        return store.find(COLUMNS + "WHERE route = ? AND version = ?", RouteVersions::version, route, version);
    }

    /**
     * Deletes what no run refers to. A run is of an event that came before it; so of a version that was not at work since
     * before the oldest event came there is none.
     *
     * @return how many went
     */
    public int deleteUnused() {
        Instant oldest = store.find(
                        "SELECT id FROM event ORDER BY id LIMIT 1", row -> Ids.time(row.getObject(1, UUID.class)))
                .filter(came -> came.isBefore(clock.instant()))
                .orElse(clock.instant());
        return writer.offer(Change.of(UNUSED, oldest.minus(SLACK).toEpochMilli()))
                .join();
    }

    private static RouteVersion version(ResultSet row) throws SQLException {
        return new RouteVersion(
                row.getString(1),
                RouteVersion.text(row.getLong(2)),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }
}
