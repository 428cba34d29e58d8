package dev.hookwright.flow;

import dev.hookwright.retry.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed and what to do about it.
 *
 * @param error one line, without secrets
 * @param response an excerpt of what was answered, without secrets
 * @param notBefore when the target wants to be asked again at the earliest
 * @param called false if the target was left alone, as it wants to be
 */
record StepFailure(
        FailureClass failureClass,
        @Nullable Integer statusCode,
        String error,
        @Nullable String response,
        @Nullable Instant notBefore,
        boolean called) {

    /** Of two branches that failed: the run goes on while one of them may mend, and not before both may be asked. */
    StepFailure and(StepFailure other) {
        StepFailure leading = failureClass == FailureClass.RETRY ? this : other;
        Instant later = notBefore == null || (other.notBefore != null && other.notBefore.isAfter(notBefore))
                ? other.notBefore
                : notBefore;
        boolean anyCalled = called || other.called;
        return new StepFailure(
                leading.failureClass, leading.statusCode, leading.error, leading.response, later, anyCalled);
    }
}
