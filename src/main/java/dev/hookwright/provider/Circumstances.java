package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What verification depends on besides the request and the credentials.
 *
 * @param tolerance how far a signed timestamp may be off, instead of what the provider's file says
 */
record Circumstances(Instant now, @Nullable Duration tolerance, Downloads downloads) {
    /**
     * The document; a refusal that names the download if it is not there yet.
     *
     * @param what it is, for the operator
     */
    Downloads.State.Here require(Download download, String what) throws Refusal {
        Downloads.State state = downloads.look(download);
        if (state instanceof Downloads.State.Here here) {
            return here;
        }
        if (state instanceof Downloads.State.Failed failed) {
            throw new Refusal(Reason.KEY_UNAVAILABLE, what + " at " + download + " cannot be had: " + failed.why());
        }
        throw Refusal.awaiting(download, what + " at " + download + " is not there yet");
    }
}
