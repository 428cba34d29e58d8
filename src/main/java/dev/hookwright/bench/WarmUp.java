package dev.hookwright.bench;

import java.util.function.LongSupplier;

/**
 * Repeats something until it gets no faster and the virtual machine's compilers have little left to do: they take up a
 * processor for most of a minute once a route is driven, and what is measured meanwhile is measured without it.
 */
final class WarmUp {
    private static final double FASTER = 1.03;
    /** One part that is no faster may be chance. */
    private static final int PARTS_NO_FASTER = 3;
    /** Of one processor, in the last part. */
    private static final double LITTLE_COMPILED = 0.1;

    private static final int PARTS = 2;
    /** A busy machine may never settle. */
    private static final int LONGEST = 8;

    private static final int LONGEST_WITH_COMPILERS = 24;

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

    /** Tells how long compilers have worked so far, in seconds. */
    interface CompilerClock {
        /** They are not waited for. */
        CompilerClock NONE = () -> 0;

        double seconds() throws InterruptedException;
    }

    /**
     * Warms up.
     *
     * @param seconds that it takes at least; it takes no more than about eight times as long, or 24 times if it waits
     *     for compilers
     * @return how often it is done a second in the end
     */
    static double run(double seconds, CompilerClock compilers, Part part) throws InterruptedException {
        return run(seconds, compilers, part, System::nanoTime);
    }

    static double run(double seconds, CompilerClock compilers, Part part, LongSupplier nanoClock)
            throws InterruptedException {
        double longest = seconds * (compilers == CompilerClock.NONE ? LONGEST : LONGEST_WITH_COMPILERS);
        long began = nanoClock.getAsLong();
        double best = 0;
        double last = 0;
        double elapsed = 0;
        double compiled = compilers.seconds();
        double compiling = 0;
        int noFaster = 0;
        while (elapsed < seconds
                || (elapsed < longest && (noFaster < PARTS_NO_FASTER || compiling > LITTLE_COMPILED))) {
            last = part.perSecond(seconds / PARTS, last);
            noFaster = last > best * FASTER ? 0 : noFaster + 1;
            best = Math.max(best, last);
            double took = (nanoClock.getAsLong() - began) / 1e9 - elapsed;
            double compiledNow = compilers.seconds();
            compiling = (compiledNow - compiled) / took;
            compiled = compiledNow;
            elapsed += took;
        }
        return last;
    }
}
