package dev.hookwright.retry;

import java.util.Set;

/** What the caller must do about a failed call. */
public enum FailureClass {
    /** It may mend by itself: try again. */
    RETRY,
    /** It will not mend by itself: trying again only repeats it. */
    PERMANENT;

    /** 4xx answers that the same request will get again. */
    private static final Set<Integer> WILL_NOT_MEND = Set.of(400, 401, 403, 404, 409, 410, 422);

    /** The class of a failure that is known by its HTTP status alone. */
    public static FailureClass ofStatus(int statusCode) {
        return WILL_NOT_MEND.contains(statusCode) ? PERMANENT : RETRY;
    }
}
