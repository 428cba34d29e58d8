package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.jspecify.annotations.Nullable;

/** A body, header or variable as JSON. */
final class TypedValue {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private TypedValue() {}

    /** A value with a one-letter note of its kind, so that the same kind comes back. */
    static JsonNode write(Exchange exchange, @Nullable Object value) {
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        if (value == null) {
            return typed;
        }
        if (value instanceof String text) {
            return typed.put("s", text);
        }
        if (value instanceof Integer number) {
            return typed.put("i", number);
        }
        if (value instanceof Long number) {
            return typed.put("l", number);
        }
        if (value instanceof BigInteger number) {
            return typed.put("I", number.toString());
        }
        if (value instanceof BigDecimal number) {
            return typed.put("D", number.toString());
        }
        if (value instanceof Number number) {
            return typed.put("d", number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return typed.put("z", flag);
        }
        if (isTime(value)) {
            return typed.put("t", ((Date) value).toInstant().toEpochMilli());
        }
        if (value instanceof byte[] bytes) {
            return typed.put("b", Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof StreamCache stream) {
            stream.reset();
            byte[] bytes = exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, stream);
            stream.reset();
            return typed.put("c", Base64.getEncoder().encodeToString(bytes == null ? new byte[0] : bytes));
        }
        if (value instanceof JsonNode tree) {
            return typed.set("j", tree);
        }
        if (value instanceof Map || value instanceof List) {
            return typed.set("m", MAPPER.valueToTree(value));
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
        return text == null ? typed : typed.put("s", text);
    }

    /** As Camel's timers give it; those of databases are no points in time. */
    static boolean isTime(Object value) {
        return value.getClass() == Date.class;
    }

    static @Nullable Object read(JsonNode typed) {
        Map.Entry<String, JsonNode> entry =
                typed.properties().stream().findFirst().orElse(null);
        if (entry == null) {
            return null;
        }
        JsonNode value = entry.getValue();
        return switch (entry.getKey()) {
            case "s" -> value.textValue();
            case "i" -> value.intValue();
            case "l" -> value.longValue();
            case "I" -> new BigInteger(value.textValue());
            case "D" -> new BigDecimal(value.textValue());
            case "d" -> value.doubleValue();
            case "z" -> value.booleanValue();
            case "t" -> Date.from(Instant.ofEpochMilli(value.longValue()));
            case "b" -> Base64.getDecoder().decode(value.textValue());
            case "c" -> new InputStreamCache(Base64.getDecoder().decode(value.textValue()));
            case "j" -> value;
            default -> MAPPER.convertValue(value, Object.class);
        };
    }
}
