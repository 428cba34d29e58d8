package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that sort by time: UUIDv7 (RFC 9562, section 5.7), shown as a prefix and 26 characters of lower-case base32
 * in Crockford's alphabet, whose order is that of the numbers.
 */
public final class Ids {
    public static final String EVENT = "evt_";
    public static final String RUN = "run_";
    public static final String REJECTION = "rej_";
    public static final String SECRET = "sec_";
    public static final String DUPLICATE = "dup_";
    public static final String NODE = "node_";
    public static final String REPLAY = "rpl_";
    public static final String TOKEN = "tok_";
    public static final String AUDIT = "aud_";
    public static final String SESSION = "ses_";

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;
    /** In milliseconds: ids of later times would not be in order as Java compares them. */
    private static final long LATEST = (1L << 47) - 1;

    private static final SecureRandom RANDOM = new SecureRandom();
    /** The 48 bits of milliseconds and the 12 bits behind them, as one number that only ever grows. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** A new id, greater than every one this process has made before. */
    public static UUID next(long epochMillis) {
        long now = epochMillis << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (stamp & ~0xFFFL) << 4 | 0x7000L | (stamp & 0xFFFL);
        long low = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** An id that is always the same for the same word about another, and is a little younger than that. */
    public static UUID derived(UUID from, String word) {
        byte[] text = (from + "\n" + word).getBytes(StandardCharsets.UTF_8);
        String digest = Sha256.hex(text);
        long millis = (from.getMostSignificantBits() >>> 16) + 1;
        long high = millis << 16 | 0x7000L | Long.parseLong(digest, 0, 3, 16);
        long low = Long.parseUnsignedLong(digest, 3, 19, 16) >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** When the id was made. */
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** No id that is made then or later is lower than this one; of times that are thousands of years away it is the last. */
    public static UUID lowest(Instant time) {
        return new UUID(Math.min(Math.max(0, time.toEpochMilli()), LATEST) << 16, 0);
    }

    /** By how much this process's newest id is ahead of the clock: it was put back, or more ids were made than fit in a millisecond. */
    static Duration aheadOf(Instant now) {
        return Duration.ofMillis(Math.max(0, (LAST.get() >>> 12) - now.toEpochMilli()));
    }

    public static String text(String prefix, UUID id) {
        char[] characters = new char[LENGTH];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int i = LENGTH - 1; i >= 0; i--) {
            characters[i] = ALPHABET.charAt((int) (low & 31));
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return prefix + new String(characters);
    }

    /** The id that the text says, if it is one of this prefix. */
    public static Optional<UUID> parse(String prefix, String text) {
        if (!text.startsWith(prefix) || text.length() != prefix.length() + LENGTH) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = prefix.length(); i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            boolean overflow = i == prefix.length() && digit > 7;
            if (digit < 0 || overflow) {
                return Optional.empty();
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | digit;
        }
        return Optional.of(new UUID(high, low));
    }
}
