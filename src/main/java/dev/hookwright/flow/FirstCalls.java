package dev.hookwright.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * Of a run that was at work when its process stopped: the calls that it may have been in just then. As every call that
 * ended is on record, these are the first that each of its ways through the route comes to now.
 */
final class FirstCalls {
    /** On which a call was come to; each with what it branched off from as its beginning. */
    private final List<String> ways = new ArrayList<>();

    /** Whether nothing was called before on the way, or on one that it branched off from or that joined it. */
    synchronized boolean isFirst(String way) {
        for (String known : ways) {
            if (way.startsWith(known) || known.startsWith(way)) {
                return false;
            }
        }
        ways.add(way);
        return true;
    }
}
