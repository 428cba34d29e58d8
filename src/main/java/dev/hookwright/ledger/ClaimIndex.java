package dev.hookwright.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Where in the claims' table of the one node the claim of a key may stand: its numbers, in memory, 8 bytes each.
 *
 * <p>Keys come in no order. A unique index over them in the database is changed in another place by each, so that all of
 * its pages are written again and again; that was a third of the work of storing an event. So claims are numbered in the
 * order in which they come, a bucket of them after another, and within a bucket by their key's hash. A number that is
 * not here is not in the table; one that is here may be: the table is asked.
 */
final class ClaimIndex {
    private static final int HASH_BITS = 40;
    private static final long HASH = (1L << HASH_BITS) - 1;
    private static final int BUCKET = 1 << 15;
    /** Of one bucket: retention deletes buckets, the oldest first. */
    private static final long SPAN = Duration.ofHours(1).toMillis();

    private static final int SMALLEST = 1 << 14;
    private static final double LOAD = 0.6;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] table = new long[SMALLEST];
    private int used;
    private long bucket = 1;
    private int inBucket;
    private long bucketBegan;
    /** What stands in a bucket before this one is deleted. */
    private long firstBucket;
    /** The buckets from the first one up to this one were not read yet. */
    private long firstRead;

    private long unread;

    /** Of a key within a scope. */
    static long hash(String scope, String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((scope + "\n" + StorableText.of(key)).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - HASH_BITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Begins with a table that holds claims with numbers from the least to the greatest, of which none is known yet. */
    synchronized void open(long least, long greatest) {
        firstBucket = least >>> HASH_BITS;
        bucket = (greatest >>> HASH_BITS) + 1;
        firstRead = bucket;
        unread = number(bucket, 0) - 1;
    }

    /** The number under which a key is now claimed, at a time. */
    synchronized long add(long hash, long at) {
        if (inBucket >= BUCKET || Math.abs(at - bucketBegan) > SPAN || contains(number(bucket, hash))) {
            bucket++;
            inBucket = 0;
            bucketBegan = at;
        }
        inBucket++;
        long number = number(bucket, hash);
        put(number);
        return number;
    }

    /** The numbers under which a key may have been claimed. */
    synchronized long[] places(long hash) {
        long[] places = new long[1];
        int count = 0;
        for (int i = slot(table, hash); table[i] != 0; i = (i + 1) & (table.length - 1)) {
            if ((table[i] & HASH) == hash) {
                places = grown(places, count);
                places[count++] = table[i];
            }
        }
        for (long each = firstBucket; each < firstRead; each++) {
            places = grown(places, count);
            places[count++] = number(each, hash);
        }
        return Arrays.copyOf(places, count);
    }

    /** The greatest number that was not read; all that are greater are known. */
    synchronized long unread() {
        return unread;
    }

    /**
     * Notes the next numbers below that, in descending order.
     *
     * @param all whether there are no others
     */
    synchronized void read(long[] numbers, boolean all) {
        for (long number : numbers) {
            if (!contains(number)) {
                put(number);
            }
        }
        if (all) {
            firstRead = firstBucket;
        } else {
            long last = numbers[numbers.length - 1];
            unread = last - 1;
            // Of the bucket of the last one there may be more.
            firstRead = (last >>> HASH_BITS) + 1;
        }
    }

    synchronized boolean isRead() {
        return firstRead <= firstBucket;
    }

    /** Nothing is left of what has a smaller number. */
    synchronized void forgetBefore(long number) {
        firstBucket = Math.max(firstBucket, number >>> HASH_BITS);
    }

    /** How many numbers there is room for. */
    synchronized int capacity() {
        return table.length;
    }

    private boolean contains(long number) {
        int i = slot(table, number & HASH);
        while (table[i] != 0 && table[i] != number) {
            i = (i + 1) & (table.length - 1);
        }
        return table[i] != 0;
    }

    private void put(long number) {
        if (used >= table.length * LOAD) {
            makeRoom();
        }
        insert(table, number);
        used++;
    }

    private void makeRoom() {
        long kept = Arrays.stream(table).filter(this::isKept).count();
        long[] next = new long[kept > table.length * LOAD / 2 ? Math.multiplyExact(table.length, 2) : table.length];
        Arrays.stream(table).filter(this::isKept).forEach(number -> insert(next, number));
        table = next;
        used = (int) kept;
    }

    private boolean isKept(long number) {
        return number != 0 && number >>> HASH_BITS >= firstBucket;
    }

    private static void insert(long[] table, long number) {
        int i = slot(table, number & HASH);
        while (table[i] != 0) {
            i = (i + 1) & (table.length - 1);
        }
        table[i] = number;
    }

    private static int slot(long[] table, long hash) {
        return (int) ((hash * SPREAD) >>> (Long.SIZE - Integer.numberOfTrailingZeros(table.length)));
    }

    private static long[] grown(long[] places, int count) {
        return count < places.length ? places : Arrays.copyOf(places, count * 2);
    }

    private static long number(long bucket, long hash) {
        return bucket << HASH_BITS | hash;
    }
}
