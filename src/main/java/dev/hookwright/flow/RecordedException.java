package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Attempt;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.ClassResolver;
import org.jspecify.annotations.Nullable;

/**
 * What a call that will not mend threw, or one whose failure the route took, with its causes. Recorded as JSON, so that the route's own handlers take it again
 * when the run is driven again.
 */
final class RecordedException {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CAUGHT = "caught";
    private static final int MOST_CAUSES = 8;
    private static final int LONGEST_MESSAGE = 2_000;

    private RecordedException() {}

    /**
     * Encodes what was thrown.
     *
     * @param caught whether the route took it and went on
     * @param redact takes secrets out of a text
     */
    static byte[] capture(Throwable exception, boolean caught, UnaryOperator<String> redact) {
        ObjectNode recorded = MAPPER.createObjectNode();
        if (caught) {
            recorded.put(CAUGHT, true);
        }
        ArrayNode thrown = recorded.putArray("thrown");
        Throwable cause = exception;
        while (cause != null && thrown.size() < MOST_CAUSES) {
            ObjectNode one = thrown.addObject().put("class", cause.getClass().getName());
            if (cause instanceof HttpOperationFailedException http) {
                one.put("uri", shown(http.getUri(), redact));
                one.put("status", http.getStatusCode());
                one.put("reason", shown(http.getStatusText(), redact));
                one.put("redirect", shown(http.getRedirectLocation(), redact));
            } else {
                one.put("message", shown(cause.getMessage(), redact));
            }
            cause = cause.getCause();
        }
        try {
            return MAPPER.writeValueAsBytes(recorded);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }

    /** Whether an attempt failed, and the route took that and went on. */
    static boolean isCaught(Attempt attempt) {
        byte[] recorded = attempt.result();
        return attempt.outcome() != Attempt.Outcome.SUCCEEDED
                && recorded != null
                && read(recorded).path(CAUGHT).asBoolean();
    }

    private static JsonNode read(byte[] recorded) {
        try {
            return MAPPER.readTree(recorded);
        } catch (IOException e) {
            throw new IllegalStateException("a recorded failure is not readable", e);
        }
    }

    private static @Nullable String shown(@Nullable String text, UnaryOperator<String> redact) {
        if (text == null) {
            return null;
        }
        String redacted = redact.apply(text);
        return redacted.length() <= LONGEST_MESSAGE ? redacted : redacted.substring(0, LONGEST_MESSAGE);
    }

    /**
     * The same again, so that the handlers which the route has for its kind take it.
     *
     * @param error what to say where only that is recorded, as it once was
     */
    static Exception again(Attempt settled, String error, ClassResolver classes) {
        byte[] recorded = settled.result();
        Exception same = recorded == null ? null : rebuild(recorded, settled.response(), classes);
        if (same != null) {
            return same;
        }
        Integer status = settled.statusCode();
        return status == null
                ? new IllegalArgumentException(error)
                : new HttpOperationFailedException("", status, error, null, null, settled.response());
    }

    private static @Nullable Exception rebuild(byte[] recorded, @Nullable String response, ClassResolver classes) {
        JsonNode thrown = read(recorded).path("thrown");
        Throwable cause = null;
        for (int i = thrown.size() - 1; i >= 0; i--) {
            JsonNode one = thrown.get(i);
            Throwable made = one.has("uri")
                    ? http(one, response)
                    : made(
                            classes.resolveClass(one.path("class").asText()),
                            one.path("message").textValue(),
                            cause);
            cause = made == null ? cause : made;
        }
        return cause instanceof Exception exception ? exception : null;
    }

    private static Throwable http(JsonNode one, @Nullable String response) {
        return new HttpOperationFailedException(
                one.path("uri").asText(),
                one.path("status").asInt(),
                one.path("reason").textValue(),
                one.path("redirect").textValue(),
                null,
                response);
    }

    /** Of a kind that cannot be made so, the nearest above it that can. */
    private static @Nullable Throwable made(
            @Nullable Class<?> kind, @Nullable String message, @Nullable Throwable cause) {
        Class<?> each = kind;
        while (each != null && Throwable.class.isAssignableFrom(each)) {
            try {
                Throwable made = (Throwable) each.getConstructor(String.class).newInstance(message);
                return cause == null ? made : made.initCause(cause);
            } catch (ReflectiveOperationException | IllegalStateException e) {
                each = each.getSuperclass();
            }
        }
        return null;
    }
}
