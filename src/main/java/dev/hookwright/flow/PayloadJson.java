package dev.hookwright.flow;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverterExists;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Text and bytes to JSON, for jq and jsonpath: all of it or nothing, as what stands behind a first value would be lost
 * silently. The text of a run's payload is parsed once, however many expressions read it.
 */
final class PayloadJson {
    private static final ObjectMapper MAPPER = ExactNumbers.PAYLOADS;

    private PayloadJson() {}

    static void register(CamelContext context) {
        // By which jsonpath reads. It makes the numbers that it always made.
        context.getRegistry()
                .bind(
                        "hookwrightJson",
                        ObjectMapper.class,
                        JsonMapper.builder()
                                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                                .build());
        TypeConverterRegistry registry = context.getTypeConverterRegistry();
        TypeConverterExists before = registry.getTypeConverterExists();
        registry.setTypeConverterExists(TypeConverterExists.Override);
        add(registry, String.class, PayloadJson::ofText);
        add(registry, byte[].class, (exchange, bytes) -> read(bytes, MAPPER::readTree));
        add(registry, InputStream.class, (exchange, stream) -> read(stream, MAPPER::readTree));
        add(registry, Reader.class, (exchange, reader) -> read(reader, MAPPER::readTree));
        registry.setTypeConverterExists(before);
    }

    private static <T> void add(
            TypeConverterRegistry registry, Class<T> from, BiFunction<Exchange, T, @Nullable JsonNode> converter) {
        registry.addTypeConverter(
                JsonNode.class,
                from,
                new SimpleTypeConverter(true, (type, exchange, value) -> converter.apply(exchange, from.cast(value))));
    }

    private static @Nullable JsonNode ofText(Exchange exchange, String text) {
        RunDrive drive = RunDrive.of(exchange);
        return drive != null && drive.isPayload(text)
                ? drive.payloadJson(() -> read(text, MAPPER::readTree))
                : read(text, MAPPER::readTree);
    }

    private static <T> @Nullable JsonNode read(T value, Parser<T> parser) {
        try {
            return parser.read(value);
        } catch (IOException e) {
            String message = NotJson.message(e);
            throw new TypeConversionException(
                    value.getClass().getSimpleName(),
                    JsonNode.class,
                    // Without the payload's text, which the original message quotes.
                    message == null ? e : new IllegalArgumentException(message));
        }
    }

    private interface Parser<T> {
        @Nullable
        JsonNode read(T value) throws IOException;
    }
}
