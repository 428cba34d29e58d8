package dev.hookwright.admin;

import dev.hookwright.ledger.AuditEntry;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps who has changed what, and what came of it. */
final class AuditLog {
    static final String REASON = "X-Hookwright-Reason";

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int LONGEST = 1_000;
    /** Before text that is not ASCII, as in RFC 8187. */
    private static final String ENCODED = "UTF-8''";

    private final Ledger ledger;

    AuditLog(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Blocks until it is on disk; what was changed stays changed if it cannot be written. */
    void keep(Operation operation, ApiCall call, String target, int status) {
        Instant now = ledger.now();
        Caller caller = call.caller();
        String action = operation.method() + " " + operation.path();
        try {
            ledger.audit()
                    .keep(new AuditEntry(
                            Ids.next(now.toEpochMilli()),
                            now,
                            caller.name(),
                            caller.role().word(),
                            call.address(),
                            action,
                            shortened(target),
                            reason(call.header(REASON)),
                            status))
                    .join();
        } catch (CompletionException | LedgerUnavailable e) {
            LOG.error("{} by {} was answered with {}, which could not be written down", action, caller.name(), status);
        }
    }

    /** The same for a browser that came back from an identity provider. */
    void keepSignIn(Caller caller, String address, String action) {
        Instant now = ledger.now();
        String path = action.substring(action.indexOf(' ') + 1);
        AuditEntry entry = new AuditEntry(
                Ids.next(now.toEpochMilli()),
                now,
                caller.name(),
                caller.role().word(),
                address,
                action,
                path,
                null,
                303);
        try {
            ledger.audit().keep(entry).join();
        } catch (CompletionException | LedgerUnavailable e) {
            LOG.error("{} by {} was done, which could not be written down", action, caller.name());
        }
    }

    private static @Nullable String reason(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        if (header.startsWith(ENCODED)) {
            try {
                return shortened(URLDecoder.decode(
                        header.substring(ENCODED.length()).replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return shortened(header);
            }
        }
        return shortened(header);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
