package dev.hookwright.bench;

/** Repeats something until it gets no faster, as the virtual machine compiles what runs often. */
final class WarmUp {
    private static final double STILL_FASTER = 1.1;
    /** A busy machine may never settle. */
    private static final int LONGEST = 3;

    private WarmUp() {}

    /** A part of the warm-up. */
    interface Part {
        /**
         * Does something, for so long or thereabouts.
         *
         * @param perSecond how often it was done a second in the part before; 0 in the first
         * @return the same of this part
         */
        double perSecond(double seconds, double perSecond) throws InterruptedException;
    }

    /**
     * Warms up.
     *
     * @param seconds that it takes at least; it takes no more than about three times as long
     * @return how often it is done a second in the end
     */
    static double run(double seconds, Part part) throws InterruptedException {
        long began = System.nanoTime();
        double best = 0;
        double last = 0;
        while (true) {
            last = part.perSecond(seconds / 2, last);
            double elapsed = (System.nanoTime() - began) / 1e9;
            if (elapsed >= seconds * LONGEST || (elapsed >= seconds && last < best * STILL_FASTER)) {
                return last;
            }
            best = Math.max(best, last);
        }
    }
}
