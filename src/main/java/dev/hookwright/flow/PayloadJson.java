package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverterExists;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/** Text to JSON. The payload of a run is parsed once, however many expressions read it. */
final class PayloadJson extends TypeConverterSupport {
    private static final ObjectMapper MAPPER = ExactNumbers.ofPayloads().build();

    static void register(CamelContext context) {
        var registry = context.getTypeConverterRegistry();
        TypeConverterExists before = registry.getTypeConverterExists();
        registry.setTypeConverterExists(TypeConverterExists.Override);
        registry.addTypeConverter(JsonNode.class, String.class, new PayloadJson());
        registry.setTypeConverterExists(before);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> @Nullable T convertTo(Class<T> type, Exchange exchange, Object value) {
        String text = (String) value;
        RunDrive drive = RunDrive.of(exchange);
        return type.cast(
                drive != null && drive.isPayload(text)
                        ? drive.payloadJson(() -> parse(value, text))
                        : parse(value, text));
    }

    private static @Nullable JsonNode parse(Object value, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Without the payload's text, which the original message quotes.
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new TypeConversionException(
                    value.getClass().getSimpleName(),
                    JsonNode.class,
                    new IllegalArgumentException("the body is not JSON" + where));
        }
    }
}
