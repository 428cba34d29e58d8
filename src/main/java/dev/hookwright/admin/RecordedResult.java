package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a step gave to its route, as it was recorded, without secrets. */
record RecordedResult(UnaryOperator<String> redact) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Under these a recorded value stands in base64. */
    private static final Set<String> BYTES = Set.of("b", "c");

    JsonNode shown(byte @Nullable [] result) {
        if (result == null) {
            return NullNode.getInstance();
        }
        try {
            return redacted("", MAPPER.readTree(result));
        } catch (IOException e) {
            throw new IllegalStateException("a recorded step result is not readable", e);
        }
    }

    private JsonNode redacted(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            List.copyOf(object.properties())
                    .forEach(field -> object.set(field.getKey(), redacted(field.getKey(), field.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redacted("", array.get(i)));
            }
        } else if (value.isTextual()) {
            String text = value.textValue();
            return TextNode.valueOf(BYTES.contains(name) ? bytes(text) : redact.apply(text));
        }
        return value;
    }

    /** What is no text, as an image, holds no secret that could be told. */
    private String bytes(String base64) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
            String shown = redact.apply(text);
            return shown.equals(text)
                    ? base64
                    : Base64.getEncoder().encodeToString(shown.getBytes(StandardCharsets.UTF_8));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return base64;
        }
    }
}
