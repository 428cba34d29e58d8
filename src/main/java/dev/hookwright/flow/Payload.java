package dev.hookwright.flow;

import dev.hookwright.config.ByteOrderMark;
import dev.hookwright.config.ContentType;
import dev.hookwright.config.FormFields;
import dev.hookwright.ledger.Event;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An event's body as a route gets it: JSON, XML and text as a string, a form as a map, anything else as bytes. */
final class Payload {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Payload() {}

    static Object of(Event event) {
        ContentType type = ContentType.of(event.headers().getOrDefault("content-type", ""));
        String mediaType = type.mediaType();
        Charset charset = type.encoding();
        if (type.isForm()) {
            return FormFields.of(event.body(), type);
        }
        if (type.isJson()) {
            // UTF-8 whatever the sender says of it (RFC 8259, section 8.1): so it was read when it was accepted.
            return text(event.body(), StandardCharsets.UTF_8)
                    .or(() -> text(event.body(), charset))
                    .map(Object.class::cast)
                    .orElse(event.body());
        }
        if (isText(mediaType)) {
            return text(event.body(), charset).map(Object.class::cast).orElse(event.body());
        }
        // No type said: what looks like JSON or XML is taken for text.
        return mediaType.isEmpty() && looksLikeText(event.body())
                ? text(event.body(), charset).map(Object.class::cast).orElse(event.body())
                : event.body();
    }

    static boolean isText(String mediaType) {
        return mediaType.startsWith("text/") || mediaType.equals("application/xml") || mediaType.endsWith("+xml");
    }

    private static boolean looksLikeText(byte[] body) {
        int first = ByteOrderMark.firstBehind(body);
        return first == '{' || first == '[' || first == '<';
    }

    static Optional<String> text(byte[] body, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            // It says how the bytes are to be read. In a text it is a character, at which parsers stop.
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
