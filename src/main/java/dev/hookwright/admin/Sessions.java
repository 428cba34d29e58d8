package dev.hookwright.admin;

import dev.hookwright.ledger.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is signed in to the pages of this node; in memory, and only as digests of the cookies. */
final class Sessions {
    static final Duration LONGEST = Duration.ofHours(12);
    static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    private static final int MOST = 1_000;
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    /** The one that was opened first goes first. */
    private final Map<String, Session> byDigest = new LinkedHashMap<>();

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** 256 bits in text. */
    static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Opens one, and gives the cookie for it. */
    synchronized String open(String tokenDigest) {
        Instant now = clock.instant();
        byDigest.values().removeIf(session -> isOver(session, now));
        if (byDigest.size() >= MOST) {
            byDigest.remove(byDigest.keySet().iterator().next());
        }
        String cookie = random();
        byDigest.put(digest(cookie), new Session(tokenDigest, random(), now, now));
        return cookie;
    }

    /** The cookie's session, which is not idle from now on. */
    synchronized Optional<Session> use(String cookie) {
        Optional<Session> session = look(cookie).map(found -> found.seen(clock.instant()));
        session.ifPresent(seen -> byDigest.put(digest(cookie), seen));
        return session;
    }

    /** The cookie's session, if it is not over. */
    synchronized Optional<Session> look(String cookie) {
        Session session = byDigest.get(digest(cookie));
        if (session != null && isOver(session, clock.instant())) {
            close(cookie);
            return Optional.empty();
        }
        return Optional.ofNullable(session);
    }

    synchronized void close(@Nullable String cookie) {
        if (cookie != null) {
            byDigest.remove(digest(cookie));
        }
    }

    private static boolean isOver(Session session, Instant now) {
        return !now.isBefore(session.openedAt().plus(LONGEST))
                || !now.isBefore(session.seenAt().plus(LONGEST_IDLE));
    }

    private static String digest(String cookie) {
        return Sha256.hex(cookie.getBytes(StandardCharsets.UTF_8));
    }
}
