package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.SimpleTypeConverter;

/** What is sent of a form's fields, or of what an expression made a map, a list, a number or a truth value: JSON. */
final class JsonStream {
    private static final ObjectMapper MAPPER = ExactNumbers.PAYLOADS;

    private JsonStream() {}

    static void register(CamelContext context) {
        for (Class<?> from : List.of(Map.class, List.class, Number.class, Boolean.class)) {
            context.getTypeConverterRegistry()
                    .addTypeConverter(
                            InputStream.class,
                            from,
                            new SimpleTypeConverter(false, (type, exchange, value) -> stream(value)));
        }
    }

    private static InputStream stream(Object value) {
        try {
            return new ByteArrayInputStream(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new TypeConversionException(value.getClass().getSimpleName(), InputStream.class, e);
        }
    }
}
