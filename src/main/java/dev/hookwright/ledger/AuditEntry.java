package dev.hookwright.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that someone made, or tried to make.
 *
 * @param caller the name of a token
 * @param role that the caller had, in one word
 * @param address that it came from
 * @param action the method and path of the operation
 * @param target the path that was called
 * @param reason that the caller gave
 * @param status that it was answered with
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String caller,
        String role,
        String address,
        String action,
        String target,
        @Nullable String reason,
        int status) {}
