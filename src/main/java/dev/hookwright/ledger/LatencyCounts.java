package dev.hookwright.ledger;

import java.util.OptionalLong;

/** Durations in milliseconds, counted in classes each of which is an eighth wider than its beginning at the most. */
final class LatencyCounts {
    private static final int PARTS = 8;

    private final long[] counts = new long[PARTS * 48];
    private long total;

    void add(long millis) {
        counts[classOf(Math.max(0, millis))]++;
        total++;
    }

    void add(LatencyCounts others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    /** What this part of all durations does not exceed, rounded up to the end of a class. */
    OptionalLong percentile(double part) {
        long wanted = (long) Math.ceil(total * part);
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return OptionalLong.of(lowest(i + 1) - 1);
            }
        }
        return OptionalLong.empty();
    }

    private static int classOf(long millis) {
        if (millis < PARTS) {
            return (int) millis;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
        int part = (int) (millis >>> (exponent - 3)) % PARTS;
        return Math.min(47 * PARTS, (exponent - 2) * PARTS + part);
    }

    private static long lowest(int index) {
        return index < PARTS ? index : (long) (PARTS + index % PARTS) << (index / PARTS - 1);
    }
}
