package dev.hookwright.admin;

import dev.hookwright.ledger.AccessToken;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open the admin API, as of the last look into the ledger. They are found by their digest: how long that
 * takes says nothing about a token, as nobody can choose what a digest begins with.
 */
final class Tokens {
    /** By which a token is recognized where it should not be, in a repository say. */
    static final String PREFIX = "hwt_";

    static final String ADMIN = "admin";

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Holder admin;
    private volatile Map<String, Holder> byDigest;
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();

    Tokens(Ledger ledger, AdminToken adminToken) {
        this.ledger = ledger;
        this.admin = new Holder(null, new Caller(ADMIN, Role.ADMIN), digest(adminToken.text()), null, null);
        this.byDigest = Map.of(admin.digest(), admin);
    }

    /** Whoever has a token; null for what the admin token of the data folder has not. */
    record Holder(
            @Nullable UUID id,
            Caller caller,
            String digest,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    static String digest(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Who has the token with a digest, if it counts now. */
    Optional<Holder> find(String digest) {
        Holder holder = byDigest.get(digest);
        Instant now = ledger.now();
        if (holder == null || (holder.expiresAt() != null && !now.isBefore(holder.expiresAt()))) {
            return Optional.empty();
        }
        if (holder.id() != null) {
            used.put(holder.id(), now);
        }
        return Optional.of(holder);
    }

    /** Learns what was made and revoked, on other nodes too, and tells which were used. Blocks. */
    synchronized void look() {
        Map<String, Holder> all = new HashMap<>();
        for (AccessToken token : ledger.accessTokens().all()) {
            Role.ofWord(token.role())
                    .ifPresent(role -> all.put(
                            token.digest(),
                            new Holder(
                                    token.id(),
                                    new Caller(token.name(), role),
                                    token.digest(),
                                    token.expiresAt(),
                                    token.lastUsedAt())));
        }
        all.put(admin.digest(), admin);
        byDigest = Map.copyOf(all);
        all.values().forEach(this::noteUse);
        used.clear();
    }

    private void noteUse(Holder holder) {
        UUID id = holder.id();
        Instant at = id == null ? null : used.get(id);
        Instant before = holder.lastUsedAt();
        if (id != null
                && at != null
                && (before == null || before.plus(NOTED_EVERY).isBefore(at))) {
            var unused = ledger.accessTokens().used(id, at);
        }
    }
}
