package dev.hookwright.ledger;

import java.time.Instant;

/**
 * A connector's target that wants to be left alone.
 *
 * @param target names it, the same on all nodes
 * @param until when it may be called again
 * @param reason why, without secrets
 */
public record TargetRest(String target, Instant until, String reason) {}
