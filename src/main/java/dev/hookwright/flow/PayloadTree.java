package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/** A message's body as a JSON tree, whatever it is. */
final class PayloadTree {
    private static final ObjectMapper MAPPER = ExactNumbers.PAYLOADS;

    private PayloadTree() {}

    /** A text that is no JSON object or array stays a text; no body gives a missing node. */
    static JsonNode of(Exchange exchange, @Nullable Object body) {
        if (body == null) {
            return MissingNode.getInstance();
        }
        if (body instanceof JsonNode tree) {
            return tree.deepCopy();
        }
        if (body instanceof Map || body instanceof List) {
            try {
                return MAPPER.valueToTree(body);
            } catch (IllegalArgumentException e) {
                return TextNode.valueOf(String.valueOf(body));
            }
        }
        String text = text(exchange, body);
        String begin = text.stripLeading();
        if (begin.startsWith("{") || begin.startsWith("[")) {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(text);
    }

    /** What would be sent of it, as far as it is text. */
    static String text(Exchange exchange, Object body) {
        if (body instanceof String text) {
            return text;
        }
        if (body instanceof JsonNode || body instanceof Map || body instanceof List) {
            try {
                return MAPPER.writeValueAsString(body);
            } catch (JsonProcessingException e) {
                return String.valueOf(body);
            }
        }
        if (body instanceof StreamCache stream) {
            stream.reset();
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, body);
        if (body instanceof StreamCache stream) {
            stream.reset();
        }
        return text == null ? String.valueOf(body) : text;
    }
}
