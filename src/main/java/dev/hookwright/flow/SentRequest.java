package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Redactor;
import dev.hookwright.config.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Tells what a route hands to one step, as it is recorded: a JSON object, without secrets. */
final class SentRequest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST = 1 << 16;
    private static final String MASK = "••••";
    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i).*(authorization|cookie|access-?key|auth-?key).*");

    /** What an answer left on the message, and no call passes on. */
    private static final Set<String> OF_ANSWERS = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "date",
            "host",
            "keep-alive",
            "pragma",
            "server",
            "set-cookie",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "warning");

    private final CallOutline call;
    private final Redactor redactor;
    /** Of a step whose parameters are the same for every message. */
    private volatile @Nullable ObjectNode fixed;

    SentRequest(CallOutline call, Redactor redactor) {
        this.call = call;
        this.redactor = redactor;
    }

    /** To be asked before the call: what is called may change the message. */
    String of(Exchange exchange) {
        ObjectNode request = MAPPER.createObjectNode();
        String target = call.target(exchange);
        if (target != null) {
            request.put("to", redactor.redact(target));
        }
        put(request, exchange, "method", Exchange.HTTP_METHOD);
        put(request, exchange, "path", Exchange.HTTP_PATH);
        Object query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY);
        if (query != null) {
            request.put("query", redactor.redact(masked(query.toString())));
        }
        ObjectNode parameters = parameters(exchange);
        if (!parameters.isEmpty()) {
            request.set("parameters", parameters);
        }
        putHeaders(request, exchange);
        putBody(request, exchange);
        try {
            return MAPPER.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    private void put(ObjectNode request, Exchange exchange, String name, String header) {
        Object value = exchange.getMessage().getHeader(header);
        if (value != null) {
            request.put(name, redactor.redact(value.toString()));
        }
    }

    private static String masked(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> {
                    int end = pair.indexOf('=');
                    return end >= 0 && isSecret(pair.substring(0, end)) ? pair.substring(0, end + 1) + MASK : pair;
                })
                .collect(Collectors.joining("&"));
    }

    private ObjectNode parameters(Exchange exchange) {
        ObjectNode known = fixed;
        if (known != null) {
            return known;
        }
        ObjectNode parameters = MAPPER.createObjectNode();
        call.parameters(exchange).forEach((name, value) -> parameters.put(name, redactor.redact(value)));
        if (!call.isDynamic()) {
            fixed = parameters;
        }
        return parameters;
    }

    private void putHeaders(ObjectNode request, Exchange exchange) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        if (headers.isEmpty()) {
            return;
        }
        ObjectNode shown = MAPPER.createObjectNode();
        new TreeMap<>(headers).forEach((name, value) -> {
            if (!StandInProcessor.isCamels(name)
                    && value != null
                    && !OF_ANSWERS.contains(name.toLowerCase(Locale.ROOT))) {
                shown.put(name, isSecret(name) ? MASK : redactor.redact(value.toString()));
            }
        });
        if (!shown.isEmpty()) {
            request.set("headers", shown);
        }
    }

    private static boolean isSecret(String name) {
        return SECRET_HEADER.matcher(name).matches() || Settings.isSecret(name);
    }

    private void putBody(ObjectNode request, Exchange exchange) {
        String variable = call.bodyVariable();
        Object body =
                variable == null ? exchange.getMessage().getBody() : ExchangeHelper.getVariable(exchange, variable);
        if (body == null) {
            return;
        }
        String text = PayloadTree.text(exchange, body);
        if (text.length() > LONGEST) {
            // A secret that is cut in two would not be known.
            request.put("body", cut(redactor.redact(text.substring(0, Math.min(text.length(), 2 * LONGEST)))))
                    .put("bodyCut", true);
        } else {
            request.put("body", redactor.redact(text));
        }
    }

    private static String cut(String text) {
        int end = Math.min(LONGEST, text.length());
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
