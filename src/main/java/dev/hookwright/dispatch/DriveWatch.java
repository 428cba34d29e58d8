package dev.hookwright.dispatch;

import dev.hookwright.ledger.Attempt;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks on while a run is driven. Called by the threads that drive it, which must not wait. */
public interface DriveWatch {
    DriveWatch NONE = new DriveWatch() {};

    /**
     * What a call over HTTP sends along, so that whoever is called can say which run it belongs to.
     *
     * @param stepKey of the step that calls
     * @param attempt the number of its try
     */
    default Map<String, String> headers(String stepKey, int attempt) {
        return Map.of();
    }

    /**
     * A step was tried.
     *
     * @param host that was called, with its port if that was said; null where it is not known
     * @param nanos how long that took
     */
    default void tried(Attempt attempt, @Nullable String host, long nanos) {}
}
