package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;
import java.security.PublicKey;
import java.time.Instant;

/** A public key and from when until when it is valid. */
record DatedKey(PublicKey key, Instant from, Instant until) {
    /** @param where the key was found */
    void check(Instant now, Object where) throws Refusal {
        if (now.isAfter(until)) {
            throw new Refusal(Reason.MISMATCH, "the key at " + where + " has run out at " + until);
        }
        // Where the time of a captured request is not known it is said to be zero.
        if (now.isBefore(from) && !now.equals(Instant.EPOCH)) {
            throw new Refusal(Reason.MISMATCH, "the key at " + where + " is not valid before " + from);
        }
    }
}
