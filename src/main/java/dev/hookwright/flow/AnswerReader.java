package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.ContentType;
import dev.hookwright.dispatch.RouteAnswer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the end of a route what it answers: body, {@code CamelHttpResponseCode}, {@code Content-Type}. */
final class AnswerReader {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
    private static final int LONGEST = 1 << 20;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+*-]+(\\s*;[\\w\\s.=\"+/-]*)?");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AnswerReader() {}

    /** Null if it cannot be sent. */
    static @Nullable RouteAnswer of(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        try {
            String said = contentType(message);
            String text = text(body);
            Charset charset = text == null || said == null ? StandardCharsets.UTF_8 : charset(said, text);
            byte[] bytes = text == null ? bytes(exchange, body) : text.getBytes(charset);
            if (bytes.length > LONGEST) {
                LOG.warn(
                        "route {} answers with {} bytes, at most {} are sent: the sender is told 202",
                        exchange.getFromRouteId(),
                        bytes.length,
                        LONGEST);
                return null;
            }
            Integer code = exchange.getContext()
                    .getTypeConverter()
                    .tryConvertTo(Integer.class, exchange, message.getHeader(Exchange.HTTP_RESPONSE_CODE));
            int status = code == null || code < 200 || code > 599 ? bytes.length == 0 ? 204 : 200 : code;
            String type = said == null ? guessed(body, bytes) : text == null ? said : corrected(said, charset);
            return new RouteAnswer(status, type, bytes);
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warn("route {} answers with what cannot be sent: the sender is told 202", exchange.getFromRouteId());
            return null;
        }
    }

    /** Null if it is bytes. */
    private static @Nullable String text(@Nullable Object body) throws JsonProcessingException {
        return body instanceof String text ? text : isTree(body) ? MAPPER.writeValueAsString(body) : null;
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) {
        return body == null
                ? new byte[0]
                : exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, body);
    }

    private static boolean isTree(@Nullable Object body) {
        return body instanceof JsonNode || body instanceof Map || body instanceof Collection;
    }

    /** What the route says; null if it says nothing that could be sent. */
    private static @Nullable String contentType(Message message) {
        String said = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return said != null && MEDIA_TYPE.matcher(said).matches() ? said : null;
    }

    /** The one that is said, where it is there and has all that the text consists of. */
    private static Charset charset(String said, String text) {
        return ContentType.of(said)
                .charset()
                .flatMap(AnswerReader::named)
                .filter(charset -> charset.canEncode() && charset.newEncoder().canEncode(text))
                .orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> named(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String corrected(String said, Charset charset) {
        ContentType type = ContentType.of(said);
        boolean isTrue = type.charset()
                .map(name -> named(name).equals(Optional.of(charset)))
                .orElse(true);
        return isTrue ? said : type.inUtf8();
    }

    private static String guessed(@Nullable Object body, byte[] bytes) {
        boolean looksLikeJson = bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[');
        if (looksLikeJson || isTree(body)) {
            return "application/json";
        }
        return body instanceof byte[] ? "application/octet-stream" : "text/plain; charset=utf-8";
    }
}
