package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;
import java.net.URI;
import java.time.Duration;

/**
 * An address that a provider wants to be visited, to see that the endpoint agrees to be sent events.
 *
 * @param source where the address stands
 */
record Callback(String provider, Source source, Pin pin) {
    /** What the endpoint's config has to say {@code yes} to. */
    static final String CONSENT = "confirm-subscription";

    /** A message that comes again within this time is not answered by another visit. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** Done once the address has been visited; the refusal says that it is still to be, that it failed or may not be. */
    void visited(Reading reading, Circumstances at) throws Refusal {
        URI address = pin.check(source.only(reading), source);
        if (!"yes".equals(reading.config().get(CONSENT))) {
            throw new Refusal(
                    Reason.NO_CONSENT,
                    "the provider asks to confirm the subscription (set config: {" + CONSENT
                            + ": \"yes\"} for the endpoint and have it sent again, or open " + address + " yourself)");
        }
        var unused = at.require(new Download(provider, address, null, REMEMBERED), "the confirmation");
    }
}
