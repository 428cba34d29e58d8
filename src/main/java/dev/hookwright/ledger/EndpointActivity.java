package dev.hookwright.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came to an endpoint of late. */
public record EndpointActivity(@Nullable Instant lastReceivedAt, long accepted, long duplicates, long rejected) {}
