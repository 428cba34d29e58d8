package dev.hookwright.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What schemes that sign share: where the signatures and the time stand, and what is signed.
 *
 * @param timestamp null if no time is signed
 */
record SignedEnvelope(SignatureValues signature, @Nullable TimestampRule timestamp, SignedContent content) {
    /**
     * A request's signatures and time, read and found in order.
     *
     * @param candidates of which any may match
     * @param timestamp as written
     */
    record Opened(List<byte[]> candidates, @Nullable String timestamp) {}

    /** Reads the request: gives an {@link Opened}, or a {@link Verdict.Refused}. */
    Object open(HookRequest request, Instant now, @Nullable Duration tolerance) throws UnreadableBody {
        List<String> values = signature.source().values(request);
        if (values.isEmpty()) {
            return new Verdict.Refused(Verdict.Reason.MISSING_SIGNATURE, "no " + signature.source());
        }
        String value = signature.source().value(request);
        if (values.size() > 1 || value == null) {
            return malformed(values.size() > 1 ? " stands there twice" : " does not begin as it should");
        }
        List<byte[]> candidates = new java.util.ArrayList<>();
        for (String item : signature.items(value)) {
            byte[] decoded = signature.encoding().decode(item);
            if (decoded != null && decoded.length > 0) {
                candidates.add(decoded);
            }
        }
        if (candidates.isEmpty()) {
            return malformed(" holds no signature of the expected form");
        }
        TimestampRule rule = timestamp;
        if (rule == null) {
            return new Opened(candidates, null);
        }
        String written = writtenTime(rule, request, value);
        if (written == null) {
            return rule.optional() ? new Opened(candidates, null) : malformed(" comes without a timestamp");
        }
        Instant time = rule.parse(written);
        if (time == null) {
            return malformed(" comes with a timestamp that is not one");
        }
        Duration allowed = tolerance == null ? rule.tolerance() : tolerance;
        Duration off = Duration.between(time, now);
        if (allowed != null && off.abs().compareTo(allowed) > 0) {
            return new Verdict.Refused(
                    Verdict.Reason.STALE,
                    "the timestamp is " + off.abs().toSeconds() + " s in the " + (off.isNegative() ? "future" : "past")
                            + ", " + allowed.toSeconds() + " s are allowed");
        }
        return new Opened(candidates, written);
    }

    private @Nullable String writtenTime(TimestampRule rule, HookRequest request, String value) throws UnreadableBody {
        String key = rule.signatureKey();
        Source source = rule.source();
        if (key != null) {
            return signature.itemOf(key, value);
        }
        return source == null ? null : source.value(request);
    }

    private Verdict.Refused malformed(String what) {
        return new Verdict.Refused(Verdict.Reason.MALFORMED, signature.source() + what);
    }

    Verdict.Refused mismatch(int secrets) {
        return new Verdict.Refused(
                Verdict.Reason.MISMATCH,
                signature.source() + " matches none of the endpoint's " + secrets + " secret"
                        + (secrets == 1 ? "" : "s") + ": another secret signed it, or the body was changed on the way");
    }
}
