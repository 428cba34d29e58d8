package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;

/** Ends the checking of a request at the first thing that is wrong. Without a stack trace: strangers can cause many. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Verdict.Refused refused;

    Refusal(Reason reason, String detail) {
        super(detail, null, false, false);
        this.refused = new Verdict.Refused(reason, detail);
    }

    static Refusal missing(Object what) {
        return new Refusal(Reason.MISSING_SIGNATURE, "no " + what);
    }

    static Refusal malformed(String detail) {
        return new Refusal(Reason.MALFORMED, detail);
    }

    Verdict.Refused refused() {
        return refused;
    }
}
