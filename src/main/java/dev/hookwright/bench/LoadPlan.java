package dev.hookwright.bench;

/**
 * What the load generator is to do.
 *
 * @param port on this machine
 * @param path that is posted to
 * @param connections kept alive, one request on each at a time
 * @param seconds to send for; what is under way then is waited for
 * @param count of requests at most, 0 for any number
 * @param perSecond how many requests are due a second; 0: each connection sends as soon as it has its answer
 */
record LoadPlan(int port, String path, int connections, double seconds, long count, int perSecond) {
    private static final double NO_END = 3_600;

    static LoadPlan closedLoop(int port, int connections, double seconds) {
        return new LoadPlan(port, LoadRequest.PATH, connections, seconds, 0, 0);
    }

    static LoadPlan counted(int port, int connections, long count) {
        return new LoadPlan(port, LoadRequest.PATH, connections, NO_END, count, 0);
    }

    static LoadPlan openLoop(int port, int connections, double seconds, int perSecond) {
        return new LoadPlan(port, LoadRequest.PATH, connections, seconds, 0, perSecond);
    }

    /** When the request of this number, from 0, is to be sent, in nanoseconds from the start. */
    long dueNanos(long number) {
        return perSecond == 0 ? 0 : number * 1_000_000_000L / perSecond;
    }

    /** Whether the request of this number is not to be sent any more. */
    boolean isOver(long number, long elapsedNanos) {
        long at = perSecond == 0 ? elapsedNanos : dueNanos(number);
        return at >= seconds * 1e9 || (count > 0 && number >= count);
    }
}
