package dev.hookwright.retry;

import java.util.Set;

/** What the caller must do about a failed call. */
public enum FailureClass {
    /** It may mend by itself: try again. */
    RETRY,
    /** It will not mend by itself: trying again only repeats it. */
    PERMANENT;

    /** 4xx answers that the same request need not get again. */
    private static final Set<Integer> MAY_MEND = Set.of(408, 423, 425, 429);

    /** The class of a failure that is known by its HTTP status alone. */
    public static FailureClass ofStatus(int statusCode) {
        return statusCode >= 500 || MAY_MEND.contains(statusCode) ? RETRY : PERMANENT;
    }
}
