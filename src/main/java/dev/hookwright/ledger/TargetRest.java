package dev.hookwright.ledger;

import java.time.Instant;

/**
 * A connector's target that wants to be left alone.
 *
 * @param target names it, the same on all nodes
 * @param until when it may be called again
 * @param reason why, without secrets
 */
public record TargetRest(String target, Instant until, String reason) {
    /** The error of a run that would have called it. */
    public String refusal() {
        return refusal(target) + reason;
    }

    /** How such an error begins, whatever the reason. */
    static String refusal(String target) {
        return target + " is not called, as it asked to be left alone: ";
    }

    static TargetRest longer(TargetRest one, TargetRest other) {
        return one.until().isAfter(other.until()) ? one : other;
    }
}
