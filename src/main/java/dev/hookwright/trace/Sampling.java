package dev.hookwright.trace;

/**
 * Which traces are recorded. A sender that traces has decided already.
 *
 * @param on whether any is
 * @param ratio of those that begin here
 */
public record Sampling(boolean on, double ratio) {
    public static final Sampling OFF = new Sampling(false, 0);

    /** A trace that begins here. The same for the same one on every node. */
    boolean takes(String traceId) {
        // The last seven bytes are the random ones, of which a double holds 53 bits.
        double place = (Long.parseLong(traceId, 18, 32, 16) >>> 3) / (double) (1L << 53);
        return on && place < ratio;
    }
}
