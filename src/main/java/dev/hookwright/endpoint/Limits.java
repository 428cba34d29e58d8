package dev.hookwright.endpoint;

import dev.hookwright.config.AddressRanges;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint takes.
 *
 * @param maxBody largest body, in bytes
 * @param allowFrom who may send; empty for anyone
 * @param rate how much; null for any
 * @param schema what a payload must meet; null for anything
 */
public record Limits(
        int maxBody,
        AddressRanges allowFrom,
        @Nullable Rate rate,
        @Nullable PayloadSchema schema) {
    public static final Limits DEFAULT = ofBody(1 << 20);

    /** The defaults but for the largest body. */
    public static Limits ofBody(int bytes) {
        return new Limits(bytes, AddressRanges.NONE, null, null);
    }
}
