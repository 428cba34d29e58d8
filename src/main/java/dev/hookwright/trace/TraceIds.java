package dev.hookwright.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids of traces and spans that are always the same for the same event, run or try of a step. */
final class TraceIds {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private TraceIds() {}

    static String trace(UUID id) {
        return digest(id + "\ntrace", TRACE_BYTES);
    }

    /** Of the request by which an event came. */
    static String acceptance(UUID event) {
        return digest(event + "\naccept", SPAN_BYTES);
    }

    static String drive(UUID run, int attempt) {
        return digest(run + "\n" + attempt, SPAN_BYTES);
    }

    static String call(UUID run, String stepKey, int attempt) {
        return digest(run + "\n" + stepKey + "\n" + attempt, SPAN_BYTES);
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            // Zeros alone are no id.
            hash[bytes - 1] |= 1;
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
