package dev.hookwright.dispatch;

import dev.hookwright.retry.FailureClass;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one drive of a run ended. */
public sealed interface RunEnd {
    /** What the route says to the sender; null if it says nothing, or nobody waits for it. */
    default @Nullable RouteAnswer answer() {
        return null;
    }

    /**
     * Everything that the route wanted done is done.
     *
     * @param answer what the route says to the sender; null if nobody waits for it
     */
    record Succeeded(@Nullable RouteAnswer answer) implements RunEnd {}

    /** How a drive through a version of the route ended. */
    record Through(long version, RunEnd end) implements RunEnd {
        @Override
        public @Nullable RouteAnswer answer() {
            return end.answer();
        }
    }

    /** The same, without what it went through. */
    default RunEnd itself() {
        return this instanceof Through through ? through.end() : this;
    }

    /** It was left in the middle: this node must not, or cannot, go on with it. What is done is done. */
    record Abandoned() implements RunEnd {}

    /**
     * It failed, and the route did not handle it.
     *
     * @param error why, without secrets
     * @param notBefore when the target wants to be asked again at the earliest; null if it did not say
     * @param called false if the target was not even asked, as it wants to be left alone until then
     * @param claims of idempotent consumers whose work failed: given up if the run is dead by this
     */
    record Failed(
            FailureClass failureClass,
            String error,
            @Nullable Instant notBefore,
            boolean called,
            List<String> claims) implements RunEnd {
        public Failed(FailureClass failureClass, String error) {
            this(failureClass, error, null, true, List.of());
        }
    }
}
