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
 * @param unknown whether the target may have done what it was asked: its answer never came
 */
record StepFailure(
        FailureClass failureClass,
        @Nullable Integer statusCode,
        String error,
        @Nullable String response,
        @Nullable Instant notBefore,
        boolean called,
        boolean unknown) {

    StepFailure(
            FailureClass failureClass,
            @Nullable Integer statusCode,
            String error,
            @Nullable String response,
            @Nullable Instant notBefore,
            boolean called) {
        this(failureClass, statusCode, error, response, notBefore, called, false);
    }

    /** The same, of a call whose answer never came. */
    StepFailure withAnswerLost() {
        String what = "no answer came (" + error + "): it may have been done";
        return new StepFailure(failureClass, statusCode, what, response, notBefore, called, true);
    }

    /** The same, with where it happened. */
    StepFailure at(String place) {
        return new StepFailure(
                failureClass, statusCode, error + " (in " + place + ")", response, notBefore, called, unknown);
    }

    /** Of two branches that failed: the run goes on while one of them may mend, and not before both may be asked. */
    StepFailure and(StepFailure other) {
        StepFailure leading = failureClass == FailureClass.RETRY ? this : other;
        Instant later = notBefore == null || (other.notBefore != null && other.notBefore.isAfter(notBefore))
                ? other.notBefore
                : notBefore;
        boolean anyCalled = called || other.called;
        return new StepFailure(
                leading.failureClass,
                leading.statusCode,
                leading.error,
                leading.response,
                later,
                anyCalled,
                leading.unknown);
    }
}
