package dev.hookwright.flow;

import dev.hookwright.config.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a vendor says of its answer's encoding to that answer. Camel notes it for the whole exchange, and would
 * write all later requests so. The route gets text in UTF-8, whatever it came in.
 */
final class AnswerEncoding {
    private AnswerEncoding() {}

    /** What was set before a call, to be there again after it. */
    static @Nullable Object noted(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.CHARSET_NAME);
    }

    /** Fails the exchange, and never throws, as nobody would end the call then. */
    static void end(Exchange exchange, @Nullable Object before) {
        Object said = noted(exchange);
        exchange.setProperty(ExchangePropertyKey.CHARSET_NAME, before);
        // What is the same object is of the route, and not of the answer.
        if (said == null || said == before || said.equals(StandardCharsets.UTF_8.name())) {
            return;
        }
        try {
            recodeBody(exchange);
            recodeVariables(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }

    private static void recodeBody(Exchange exchange) {
        Message message = exchange.getMessage();
        ContentType type = type(message.getHeader(Exchange.CONTENT_TYPE));
        if (isAnswer(message.getBody()) && isOtherText(type)) {
            message.setBody(recoded(exchange, message.getBody(), type));
            message.setHeader(Exchange.CONTENT_TYPE, type.inUtf8());
        }
    }

    /** Where a step says {@code variableReceive}, the answer is there. */
    private static void recodeVariables(Exchange exchange) {
        new HashMap<>(exchange.getVariables()).forEach((name, value) -> {
            String header = "header:" + name + "." + Exchange.CONTENT_TYPE;
            ContentType type = type(exchange.getVariable(header));
            if (isAnswer(value) && isOtherText(type)) {
                exchange.setVariable(name, recoded(exchange, value, type));
                exchange.setVariable(header, type.inUtf8());
            }
        });
    }

    private static ContentType type(@Nullable Object header) {
        return ContentType.of(header == null ? "" : header.toString());
    }

    private static boolean isOtherText(ContentType type) {
        return (type.isJson() || Payload.isText(type.mediaType()))
                && type.charset()
                        .filter(name -> !name.equalsIgnoreCase("utf-8"))
                        .isPresent();
    }

    private static boolean isAnswer(@Nullable Object value) {
        return value instanceof byte[] || value instanceof StreamCache;
    }

    /** The same kind of thing. An answer that is in neither encoding stays as it is. */
    private static Object recoded(Exchange exchange, Object answer, ContentType type) {
        if (answer instanceof byte[] bytes) {
            return text(bytes, type).map(AnswerEncoding::utf8).orElse(bytes);
        }
        StreamCache stream = (StreamCache) answer;
        stream.reset();
        byte[] bytes = exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, stream);
        stream.reset();
        return text(bytes == null ? new byte[0] : bytes, type)
                .<StreamCache>map(text -> new InputStreamCache(utf8(text)))
                .orElse(stream);
    }

    /** As of events: JSON is UTF-8 where it can be. In UTF-16 it could be too, but for the zeros. */
    private static Optional<String> text(byte[] bytes, ContentType type) {
        Optional<String> json = type.isJson()
                ? Payload.text(bytes, StandardCharsets.UTF_8).filter(text -> text.indexOf('\0') < 0)
                : Optional.empty();
        return json.or(() -> Payload.text(bytes, type.encoding()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
