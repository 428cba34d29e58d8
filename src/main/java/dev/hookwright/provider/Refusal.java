package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;
import org.jspecify.annotations.Nullable;

/** Ends the checking of a request at the first thing that is wrong. Without a stack trace: strangers can cause many. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Verdict.Refused refused;

    Refusal(Reason reason, String detail) {
        this(new Verdict.Refused(reason, detail));
    }

    private Refusal(Verdict.Refused refused) {
        super(refused.detail(), null, false, false);
        this.refused = refused;
    }

    static Refusal missing(Object what) {
        return new Refusal(Reason.MISSING_SIGNATURE, "no " + what);
    }

    static Refusal malformed(String detail) {
        return new Refusal(Reason.MALFORMED, detail);
    }

    /** Not decided yet: refused unless somebody downloads it and asks again. */
    static Refusal awaiting(Download download, String detail) {
        return new Refusal(new Verdict.Refused(Reason.KEY_UNAVAILABLE, detail, download));
    }

    /** Of two refusals, the one that got further in being checked. */
    Refusal orFurther(@Nullable Refusal other) {
        return other == null || refused.reason().compareTo(other.refused.reason()) > 0 ? this : other;
    }

    Verdict.Refused refused() {
        return refused;
    }
}
