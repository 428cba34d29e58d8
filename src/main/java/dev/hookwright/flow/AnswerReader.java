package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.dispatch.RouteAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
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
            byte[] bytes = bytes(exchange, body);
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
            return new RouteAnswer(status, contentType(message, body, bytes), bytes);
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warn("route {} answers with what cannot be sent: the sender is told 202", exchange.getFromRouteId());
            return null;
        }
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) throws JsonProcessingException {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (isTree(body)) {
            return MAPPER.writeValueAsBytes(body);
        }
        return exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, body);
    }

    private static boolean isTree(Object body) {
        return body instanceof JsonNode || body instanceof Map || body instanceof Collection;
    }

    private static String contentType(Message message, @Nullable Object body, byte[] bytes) {
        String said = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (said != null && MEDIA_TYPE.matcher(said).matches()) {
            return said;
        }
        boolean looksLikeJson = bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[');
        if (looksLikeJson || (body != null && isTree(body))) {
            return "application/json";
        }
        return body instanceof byte[] ? "application/octet-stream" : "text/plain; charset=utf-8";
    }
}
