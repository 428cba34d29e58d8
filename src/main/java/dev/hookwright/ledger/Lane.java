package dev.hookwright.ledger;

/**
 * In which lane of the table a run stands, by which the queries find it. Those that are ordered stand apart: such a run
 * may be ready for long before it is its turn, and nobody should have to read past it.
 */
final class Lane {
    private static final int REPLAY = 1;
    private static final int ORDERED = 2;
    /** Added while the route is paused. */
    private static final int HELD = 4;

    /** Of runs that wait for no other. */
    static final int[] FREE = {0, REPLAY};

    static final int[] ALL = {0, REPLAY, ORDERED, ORDERED + REPLAY};

    /** Those of paused routes included. */
    static final int COUNT = 2 * HELD;

    private Lane() {}

    static int of(Run run) {
        return (run.replay() ? REPLAY : 0) + (run.orderKey() == null ? 0 : ORDERED);
    }

    static boolean isReplay(int lane) {
        return lane % 2 == REPLAY;
    }

    /** Whether the run's route is paused. */
    static boolean isHeld(int lane) {
        return lane >= HELD;
    }
}
