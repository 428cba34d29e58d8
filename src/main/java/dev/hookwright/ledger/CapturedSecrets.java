package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that senders named in handshakes. Anyone can name one, so few are kept while they wait for an operator:
 * the newest of an endpoint, of which one address has a part only. What had to go is counted and logged.
 */
public final class CapturedSecrets {
    /** Of an endpoint. */
    public static final int MOST_PENDING = 10;
    /** Of an endpoint, from one address. */
    public static final int MOST_OF_ADDRESS = 3;
    /** For an endpoint, by a node. */
    public static final int MOST_A_MINUTE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(CapturedSecrets.class);
    private static final String KEEP = "INSERT INTO captured_secret (id, endpoint, digest, secret, received_at,"
            + " remote_address) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String PENDING = "SELECT id, remote_address FROM captured_secret"
            + " WHERE endpoint = ? AND confirmed_at IS NULL ORDER BY id DESC";
    private static final String COLUMNS =
            "SELECT id, endpoint, secret, received_at, remote_address, confirmed_at FROM captured_secret";
    private static final String CONFIRM =
            "UPDATE captured_secret SET confirmed_at = ? WHERE endpoint = ? AND id = ? AND confirmed_at IS NULL";
    private static final String DELETE = "DELETE FROM captured_secret WHERE endpoint = ? AND id = ?";

    private final LedgerWriter writer;
    private final LedgerStore store;
    private final InstantSource clock;
    private final Map<String, Minute> minutes = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> lost = new ConcurrentHashMap<>();

    /** How many came in within a minute. */
    private record Minute(long number, int count) {}

    private record Pending(UUID id, String remoteAddress) {}

    CapturedSecrets(LedgerWriter writer, LedgerStore store, InstantSource clock) {
        this.writer = writer;
        this.store = store;
        this.clock = clock;
    }

    /** Keeps a secret until an operator decides; one that is known already is not kept twice. Fails rather than waits. */
    public CompletableFuture<Integer> keep(String endpoint, String secret, String remoteAddress) {
        Instant now = clock.instant();
        if (isTooMany(endpoint, now)) {
            countLost(endpoint, 1, "was not kept: there were more than " + MOST_A_MINUTE + " within a minute");
            return CompletableFuture.failedFuture(
                    new LedgerUnavailable("more than " + MOST_A_MINUTE + " secrets were named within a minute"));
        }
        UUID id = Ids.next(now.toEpochMilli());
        String digest = Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
        return writer.offer(new Change<Integer>() {
                    @Override
                    Integer apply(Statements statements) throws SQLException {
                        statements.update(KEEP, id, endpoint, digest, secret, now.toEpochMilli(), remoteAddress);
                        return deleteSurplus(statements, endpoint, remoteAddress);
                    }
                })
                .whenComplete((deleted, failure) -> {
                    if (failure == null && deleted > 0) {
                        countLost(endpoint, deleted, "made room for a newer one");
                    }
                });
    }

    private static int deleteSurplus(Statements statements, String endpoint, String remoteAddress) throws SQLException {
        List<Pending> newestFirst =
                statements.list(PENDING, row -> new Pending(row.getObject(1, UUID.class), row.getString(2)), endpoint);
        int all = 0;
        int ofAddress = 0;
        int deleted = 0;
        for (Pending pending : newestFirst) {
            boolean same = Objects.equals(pending.remoteAddress(), remoteAddress);
            if (all == MOST_PENDING || (same && ofAddress == MOST_OF_ADDRESS)) {
                deleted += statements.update(DELETE, endpoint, pending.id());
            } else {
                all++;
                ofAddress += same ? 1 : 0;
            }
        }
        return deleted;
    }

    private boolean isTooMany(String endpoint, Instant now) {
        long number = now.getEpochSecond() / 60;
        Minute minute = minutes.compute(
                endpoint,
                (name, last) -> last == null || last.number() != number
                        ? new Minute(number, 1)
                        : new Minute(number, last.count() + 1));
        return minute.count() > MOST_A_MINUTE;
    }

    private void countLost(String endpoint, int count, String why) {
        long before = lost.computeIfAbsent(endpoint, name -> new AtomicLong()).getAndAdd(count);
        // The tenth, the hundredth: a flood of these must not become one of the log.
        if (String.valueOf(before).length() < String.valueOf(before + count).length() || before == 0) {
            LOG.warn(
                    "of the secrets that were named to {}, {} could not be kept so far; the last one {}",
                    endpoint,
                    before + count,
                    why);
        }
    }

    /** How many of an endpoint had to go unseen since this node started. */
    public long lost(String endpoint) {
        AtomicLong count = lost.get(endpoint);
        return count == null ? 0 : count.get();
    }

    /** All of an endpoint, newest first. */
    public List<CapturedSecret> of(String endpoint) {
        return store.list(COLUMNS + " WHERE endpoint = ? ORDER BY id DESC", CapturedSecrets::secret, endpoint);
    }

    /** Those that count, of all endpoints, newest first. */
    public List<CapturedSecret> confirmed() {
        return store.list(COLUMNS + " WHERE confirmed_at IS NOT NULL ORDER BY id DESC", CapturedSecrets::secret);
    }

    /** From now on the secret counts. Gives 0 if it did already, or is not there any more. */
    public CompletableFuture<Integer> confirm(String endpoint, UUID id) {
        return writer.offer(Change.of(CONFIRM, clock.millis(), endpoint, id));
    }

    /** From now on the secret is not there. Gives 0 if it was not. */
    public CompletableFuture<Integer> delete(String endpoint, UUID id) {
        return writer.offer(Change.of(DELETE, endpoint, id));
    }

    private static CapturedSecret secret(ResultSet row) throws SQLException {
        long confirmedAt = row.getLong(6);
        return new CapturedSecret(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                confirmedAt == 0 ? null : Instant.ofEpochMilli(confirmedAt));
    }
}
