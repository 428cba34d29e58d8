package dev.hookwright.admin;

import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.PageSession;
import dev.hookwright.ledger.Sha256;
import dev.hookwright.retry.TokenBucket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in to the pages: in the ledger, and as of the last look into it, which is what a call is held to. Cookies
 * are known by their digests only.
 */
final class Sessions {
    static final Duration LONGEST = Duration.ofHours(12);
    static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int MOST = 1_000;
    private static final int RANDOM_BYTES = 32;
    private static final int COOKIE_LENGTH = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ledger ledger;
    private final Map<String, Known> byDigest = new ConcurrentHashMap<>();
    /** What strangers can have the ledger asked. */
    private final TokenBucket lookUps = new TokenBucket(50, 50, Duration.ofSeconds(1), System.nanoTime());

    private boolean looked;

    Sessions(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * One as this node knows it.
     *
     * @param kept as the ledger has it
     * @param seenAt when it was last used here
     */
    private record Known(PageSession kept, Instant seenAt) {
        Known newer(Known other) {
            Instant last = seenAt.isAfter(other.seenAt) ? seenAt : other.seenAt;
            return new Known(kept.seenAt().isAfter(other.kept.seenAt()) ? kept : other.kept, last);
        }
    }

    /** 256 bits in text. */
    static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What changing calls of the cookie's session have to show besides it. Who knows it does not know the cookie. */
    static String csrf(String cookie) {
        byte[] digest = HexFormat.of().parseHex(digest("csrf:" + cookie));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** Opens one for whoever has shown a token, and gives the cookie for it. Blocks until it is on disk. */
    String open(Tokens.Holder holder, String address) {
        return open(holder.caller(), holder.digest(), null, address);
    }

    /** The same for whom an identity provider has named. */
    String open(Caller caller, String issuer, String address) {
        return open(caller, null, issuer, address);
    }

    private String open(Caller caller, @Nullable String tokenDigest, @Nullable String issuer, String address) {
        String cookie = random();
        Instant now = ledger.now();
        PageSession session = new PageSession(
                Ids.next(now.toEpochMilli()),
                digest(cookie),
                tokenDigest,
                issuer,
                caller.name(),
                caller.role().word(),
                address,
                now,
                now);
        synchronized (this) {
            byDigest.values().removeIf(known -> isOver(known, now));
            if (byDigest.size() >= MOST) {
                // One's own first: whoever signs in again and again signs nobody else out.
                byDigest.values().stream()
                        .map(Known::kept)
                        .min(Comparator.comparing(
                                        (PageSession one) -> !one.caller().equals(caller.name()))
                                .thenComparing(PageSession::openedAt))
                        .ifPresent(oldest -> close(oldest.id()));
            }
            ledger.pageSessions().open(session).join();
            byDigest.put(session.digest(), new Known(session, now));
        }
        return cookie;
    }

    /** The cookie's session, which is not idle from now on. */
    Optional<PageSession> use(String cookie) {
        Instant now = ledger.now();
        Known used = byDigest.computeIfPresent(
                digest(cookie), (digest, known) -> isOver(known, now) ? null : new Known(known.kept(), now));
        if (used == null) {
            return Optional.empty();
        }
        PageSession session = used.kept();
        if (!session.seenAt().plus(NOTED_EVERY).isAfter(now)
                && byDigest.replace(session.digest(), used, new Known(session.seen(now), now))) {
            try {
                var unused = ledger.pageSessions().seen(session.id(), now);
            } catch (LedgerUnavailable e) {
                // It is noted the next minute.
            }
        }
        return Optional.of(session);
    }

    /** The cookie's session, if it is not over. */
    Optional<PageSession> look(String cookie) {
        Known known = byDigest.get(digest(cookie));
        return known == null || isOver(known, ledger.now()) ? Optional.empty() : Optional.of(known.kept());
    }

    /** Whether a cookie that is not known here may be one of a moment ago, from another node. */
    boolean mayBeNew(String cookie) {
        return ledger.queue().isShared()
                && cookie.length() == COOKIE_LENGTH
                && !byDigest.containsKey(digest(cookie))
                && lookUps.take(1, System.nanoTime());
    }

    /** Asks the ledger for a cookie's session. Blocks. */
    synchronized void lookUp(String cookie) {
        ledger.pageSessions().find(digest(cookie)).ifPresent(this::learn);
    }

    /** Learns what was opened and closed on other nodes. To be asked once a second; blocks. */
    synchronized void look() {
        if (looked && !ledger.queue().isShared()) {
            return;
        }
        List<PageSession> all = ledger.pageSessions().all();
        Set<String> digests = all.stream().map(PageSession::digest).collect(Collectors.toSet());
        byDigest.keySet().retainAll(digests);
        all.forEach(this::learn);
        looked = true;
    }

    private void learn(PageSession session) {
        byDigest.merge(session.digest(), new Known(session, session.seenAt()), Known::newer);
    }

    /** All that are not over, the one that was opened last first. */
    List<PageSession> all() {
        Instant now = ledger.now();
        return byDigest.values().stream()
                .filter(known -> !isOver(known, now))
                .map(known -> known.kept().seen(known.seenAt()))
                .sorted(Comparator.comparing(PageSession::id).reversed())
                .toList();
    }

    /** Ends the cookie's. Blocks until that is on disk. */
    void close(@Nullable String cookie) {
        Known known = cookie == null ? null : byDigest.get(digest(cookie));
        if (known != null) {
            close(known.kept().id());
        }
    }

    /** Blocks until it is on disk. */
    synchronized void close(UUID id) {
        ledger.pageSessions().close(id).join();
        byDigest.values().removeIf(known -> known.kept().id().equals(id));
    }

    /** Ends those that a token was shown for. Blocks until that is on disk. */
    synchronized void closeOf(String tokenDigest) {
        ledger.pageSessions().closeOf(tokenDigest).join();
        byDigest.values().removeIf(known -> tokenDigest.equals(known.kept().tokenDigest()));
    }

    /** Deletes those that are over. By one node; blocks. */
    void deleteOver() {
        Instant now = ledger.now();
        ledger.pageSessions()
                // The last use may not be noted yet.
                .deleteOver(now.minus(LONGEST), now.minus(LONGEST_IDLE).minus(NOTED_EVERY))
                .join();
    }

    private static boolean isOver(Known known, Instant now) {
        return !now.isBefore(known.kept().openedAt().plus(LONGEST))
                || !now.isBefore(known.seenAt().plus(LONGEST_IDLE));
    }

    private static String digest(String cookie) {
        return Sha256.hex(cookie.getBytes(StandardCharsets.UTF_8));
    }
}
