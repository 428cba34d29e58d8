package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The body that a run is started with by another, as it is kept until then. */
final class RunBody {
    /** As long as the largest payload that an endpoint may take. */
    private static final int LONGEST = 64 << 20;

    private static final ObjectMapper MAPPER = ExactNumbers.RECORDS;

    private RunBody() {}

    /** @throws IllegalArgumentException if it cannot be kept */
    static byte[] write(Exchange exchange, @Nullable Object body) {
        try {
            JsonNode typed = TypedValue.write(exchange, body);
            if (body != null && typed.isEmpty()) {
                throw new IllegalArgumentException("the body is a "
                        + body.getClass().getSimpleName() + ", which cannot be kept: make it text, JSON or bytes");
            }
            byte[] bytes = MAPPER.writeValueAsBytes(typed);
            if (bytes.length > LONGEST) {
                throw new IllegalArgumentException(
                        "the body takes " + bytes.length + " bytes, at most " + LONGEST + " can be kept");
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    static @Nullable Object read(byte[] kept) {
        try {
            return TypedValue.read(MAPPER.readTree(kept));
        } catch (IOException e) {
            throw new IllegalStateException("a kept body is not readable", e);
        }
    }
}
