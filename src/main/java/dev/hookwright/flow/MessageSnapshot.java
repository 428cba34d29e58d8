package dev.hookwright.flow;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * The message as it was before a call, so that the next attempt starts from the same.
 *
 * @param encoding that the route has set for what it sends; null for none
 */
record MessageSnapshot(
        @Nullable Object body,
        Map<String, Object> headers,
        Map<String, Object> variables,
        @Nullable Object encoding) {
    static MessageSnapshot of(Exchange exchange) {
        // Camel has one object for all 200s; the code of the next answer must be told from that of the last.
        if (exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) instanceof Integer code) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, Integer.valueOf(code.intValue()));
        }
        return new MessageSnapshot(
                exchange.getMessage().getBody(),
                new HashMap<>(exchange.getMessage().getHeaders()),
                new HashMap<>(exchange.getVariables()),
                AnswerEncoding.noted(exchange));
    }

    void restore(Exchange exchange) {
        if (body instanceof StreamCache stream) {
            stream.reset();
        }
        exchange.getMessage().setBody(body);
        exchange.getMessage().removeHeaders("*");
        headers.forEach(exchange.getMessage()::setHeader);
    }
}
