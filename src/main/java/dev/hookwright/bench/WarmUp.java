package dev.hookwright.bench;

/** Repeats something until it gets no faster, as the virtual machine compiles what runs often. */
final class WarmUp {
    private static final double FASTER = 1.03;
    /** One part that is no faster may be chance. */
    private static final int PARTS_NO_FASTER = 3;

    private static final int PARTS = 2;
    /** A busy machine may never settle. */
    private static final int LONGEST = 8;

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
     * @param seconds that it takes at least; it takes no more than about eight times as long
     * @return how often it is done a second in the end
     */
    static double run(double seconds, Part part) throws InterruptedException {
        long began = System.nanoTime();
        double best = 0;
        double last = 0;
        double elapsed = 0;
        int noFaster = 0;
        while (elapsed < seconds || (noFaster < PARTS_NO_FASTER && elapsed < seconds * LONGEST)) {
            last = part.perSecond(seconds / PARTS, last);
            noFaster = last > best * FASTER ? 0 : noFaster + 1;
            best = Math.max(best, last);
            elapsed = (System.nanoTime() - began) / 1e9;
        }
        return last;
    }
}
